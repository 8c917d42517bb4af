.DEFAULT_GOAL := help
INPUTS := $(wildcard testdata/inputs/*)

.PHONY: gen
gen: ## regenerate everything under generated/, and docs/requirements.md, which names the tests that show each requirement
	UPDATE=1 go test ./schema -run TestRequirements
	go run ./cmd/gen

DIST := dist

.PHONY: release
release: ## lay out the version of the contract as it is published, below DIST
	go run ./cmd/gen release --out-dir $(DIST) --include LICENSE --include NOTICE --include CHANGELOG.md

.PHONY: test
test: ## run the tests
	go test ./...

.PHONY: vet
vet: ## check formats, Go and CUE, and that generated/ is current
	@unformatted=$$(gofmt -l *.go checkers cmd contract docs e2e internal schema web/*.go web/engine); \
		if [ -n "$$unformatted" ]; then echo "gofmt would change:"; echo "$$unformatted"; exit 1; fi
	go vet ./...
	GOOS=js GOARCH=wasm go vet ./cmd/wasm
	cd e2e && go vet ./...
	cd checkers && go vet ./...
	go tool cue vet -c=false ./schema
	@for input in $(INPUTS); do \
		go tool cue vet ./schema "$$input" -d '#Input' || { echo "cue vet refuses $$input"; exit 1; }; done
	go tool cue fmt --check --files schema testdata/contracts testdata/layers/acme internal/scaffold/contract
	go run ./cmd/gen --check

# The linter is a tool of a module of its own, so that what it needs is no business of the engine's.
.PHONY: lint
lint: ## run golangci-lint as .golangci.yml has it (the first time it is built, minutes)
	lint=$$(cd lint && go tool -n golangci-lint) && $$lint run ./... && \
		GOOS=js GOARCH=wasm $$lint run ./cmd/wasm && (cd e2e && $$lint run ./...) && cd checkers && $$lint run ./...

# The first time both programs are built, which takes two processors two or three minutes; later
# runs take seconds. Go's cache of test results does not see what the programs read: -count=1.
.PHONY: check-outside
check-outside: ## check what is generated with tflint and kube-score (the first time they are built, minutes)
	cd checkers && go tool -n tflint >/dev/null && go test -count=1 ./...

# The others run in one goroutine, and are called from several by those that start them. Documents
# are walked through with commands that other tests run.
STARTS_GOROUTINES = $(sort $(dir $(shell grep -rlE '\bgo func\b|\bsync\.(Mutex|WaitGroup)\b' --include=*.go cmd contract internal)))

.PHONY: race
race: ## run the tests of the packages that start goroutines with the race detector (needs a C compiler)
	go test -race -short -timeout 30m -skip '^Test(Tutorial|LayersDocument|Upgrades|Workflow)$$' $(addprefix ./,$(STARTS_GOROUTINES))

PAGE := web

$(PAGE)/node_modules/.package-lock.json: $(PAGE)/package-lock.json
	cd $(PAGE) && npm ci --no-fund --no-audit

.PHONY: preview
preview: $(PAGE)/node_modules/.package-lock.json ## build the page that gen serve embeds, its engine too, and write it to preview/ as static files (needs Node)
	go generate ./$(PAGE)
	cd $(PAGE) && node build.mjs
	go run ./cmd/gen preview --out-dir preview

.PHONY: check-preview
check-preview: $(PAGE)/node_modules/.package-lock.json ## check, lint and test the page, and that its build is current (needs Node)
	cd $(PAGE) && npm run check && npm test && node build.mjs --check && go run ./engine -check

.PHONY: npm
npm: $(PAGE)/node_modules/.package-lock.json ## lay out and pack the npm package of the engine, below dist/npm (needs Node)
	node npm/build.mjs

.PHONY: check-npm
check-npm: $(PAGE)/node_modules/.package-lock.json ## check and lint the npm package, and put it before what gen prints (needs Node)
	cd npm && ../$(PAGE)/node_modules/.bin/biome ci --error-on-warnings
	node npm/test.mjs

.PHONY: bench-preview
bench-preview: ## print the figures of the page in Chromium (minutes)
	cd e2e && go run ./browser/figures

# Firefox skips the long tests of what is the same in every browser: answers, names of controls, missing files. It takes no pictures.
.PHONY: e2e
e2e: ## run the module in real Terraform engines, the manifests in a real API server and the page in Chromium and Firefox (minutes)
	cd e2e && { go test -p 1 -timeout 40m -json ./... ; \
		BROWSER=firefox go test -timeout 20m -json -skip '^Test(Inputs|RefusedInputs|Accessible.*|MissingFile|Package|Tour)$$' ./browser; } | go run ./report

COUNT := 100000

.PHONY: conformance
conformance: conformance-layer ## put COUNT random inputs a contract through CUE, the model and the HCL (long)
	@for schema in schema $(wildcard testdata/contracts/*/schema); do \
		echo "$$schema:"; go run ./cmd/gen verify --schema "$$schema" --count $(COUNT) || exit 1; done

# A layer is below its base in a CUE module, and the base is the contract as it is.
.PHONY: conformance-layer
conformance-layer: ## put COUNT random inputs of the layer testdata/layers/acme through CUE, the model and the HCL (long)
	@dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && mkdir -p "$$dir/cue.mod" "$$dir/base/acme" && \
		printf 'module: "acme.example/workspaces"\nlanguage: version: "v0.17.0"\n' >"$$dir/cue.mod/module.cue" && \
		cp schema/*.cue "$$dir/base" && cp testdata/layers/acme/*.cue "$$dir/base/acme" && \
		cue=$$(go tool -n cue) && echo "testdata/layers/acme:" && \
		(cd "$$dir" && $$cue vet ./base/acme $(CURDIR)/testdata/layers/acme/inputs/*.yaml -d '#Input') && \
		go run ./cmd/gen verify --schema "$$dir/base/acme" --count $(COUNT)

# SAMPLE is how many of the inputs CUE evaluates beside those that break for the compiled contract.
.PHONY: compat
compat: COUNT := 300
compat: ## check what is reported about COUNT edits of contracts with CUE, over 10,000 inputs each (half an hour)
	LARGE=../../schema COUNT=$(COUNT) INPUTS=10000 SAMPLE=200 go test ./internal/compat -run TestEdits -count=1 -timeout=3h -v

# A target begins with its seeds. What earlier runs on this machine found, Go would run
# first, and there is enough of it to take all of the time.
fuzz-target = dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && go test $(1) -run '^$$' -fuzz $(2) \
	-fuzztime 15s -fuzzminimizetime 20x -parallel 1 -args -test.fuzzcachedir="$$dir"

.PHONY: trees
trees: ## write into 10,000 random directories, with what others left there, and end at random steps (minutes)
	TREES=10000 go test ./internal/output -run RandomTrees -count=1 -timeout=1h -v

CONTRACTS :=
EVERY := 1

.PHONY: mutants
mutants: ## disable each case of the compiler in turn, or EVERY so many, for all contracts here and below CONTRACTS (minutes)
	go run ./internal/mutants -every $(EVERY) $(addprefix -contracts ,$(CONTRACTS))

.PHONY: fuzz
fuzz: ## feed hostile input to the reader, the compiler, the evaluators, the preview, and what judges configurations and clusters, and run in random directories (minutes)
	$(call fuzz-target,./internal/input,FuzzRead)
	$(call fuzz-target,./internal/conformance,FuzzEvaluators)
	$(call fuzz-target,./internal/compile,FuzzCompile)
	$(call fuzz-target,./internal/preview,FuzzAnswer)
	$(call fuzz-target,./internal/caller,FuzzJudge)
	$(call fuzz-target,./internal/drift,FuzzRead)
	$(call fuzz-target,./internal/gosource,FuzzReduce)
	$(call fuzz-target,./internal/output,FuzzTree)
	MUTATIONS=1000 go test ./internal/compile -run Mutations -count=1 -v

.PHONY: vuln
vuln: ## look for known vulnerabilities in the modules (says so, and fails, where their database cannot be reached)
	.ci/vuln

.PHONY: bench
bench: ## print the figures
	go test -run '^$$' -bench . -benchmem ./...

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "%-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
