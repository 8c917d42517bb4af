// A box for the question what may reach what.
import { signal } from "@preact/signals";
import { useId, useMemo } from "preact/hooks";
import type { KubernetesObject } from "../contract";
import { blockOf } from "./block";
import { type Cluster, type Running, runningIn } from "./cluster";
import { at } from "./fields";
import type { May } from "./may";
import { Index, named } from "./objects";
import { type Answer, answer, type Other, type Side } from "./question";
import type { Ref } from "./ref";
import { type Direction, isNetworkPolicy } from "./traffic";
import { blocks, choices, podsWords } from "./whom";
import { hostNetworkWords } from "./words";

// asked stays while another tab is shown. Workloads and peers are kept by their words.
const asked = signal({ pods: "", direction: "egress" as Direction, other: "", address: "", protocol: "TCP", port: "443" });
const ask = (part: Partial<typeof asked.value>) => (asked.value = { ...asked.peek(), ...part });

const anAddress = "an address outside of the cluster";

export function Ask({ objects, facts, go }: { objects: KubernetesObject[]; facts: Cluster; go(to: Ref): void }) {
  const id = useId();
  const { running, policies, peers } = useMemo(() => {
    const all = objects.map(named);
    const running = runningIn(all, new Index(all));
    return { running, policies: all.filter(isNetworkPolicy), peers: choices(running, facts) };
  }, [objects, facts]);
  const { direction, address, protocol, port } = asked.value;
  const pods = running.find((pods) => podsWords(pods) === asked.value.pods) ?? running[0];
  if (!pods) return null;
  const peer = peers.find(({ words }) => words === asked.value.other);
  const block = blockOf(address);
  const other: Other | undefined = peer?.other ?? (block && { addresses: block });
  const ends = [pods, ...running.filter((end) => other && "pods" in other && other.pods === end)];
  const number = /^\d{1,5}$/.test(port) ? Number(port) : 0;
  return (
    <section class="ask" aria-labelledby={id}>
      <h3 id={id}>What may reach what?</h3>
      <div class="toolbar">
        <Select label="Pods" value={podsWords(pods)} options={running.map(podsWords)} choose={(pods) => ask({ pods })} />
        <Select
          label="Direction"
          value={ways[direction]}
          options={Object.values(ways)}
          choose={(way) => ask({ direction: way === ways.egress ? "egress" : "ingress" })}
        />
        <Select
          label="Whom"
          value={peer?.words ?? anAddress}
          options={[anAddress, ...peers.map(({ words }) => words)]}
          choose={(other) => ask({ other })}
        />
        {!peer && (
          <input
            type="text"
            class="form-text"
            aria-label="Address, or block of addresses"
            placeholder="10.0.0.1 or 10.0.0.0/8"
            list={`${id}-blocks`}
            autocomplete="off"
            spellcheck={false}
            value={address}
            onInput={({ currentTarget }) => ask({ address: currentTarget.value })}
          />
        )}
        <datalist id={`${id}-blocks`}>
          {blocks(facts).map((block) => (
            <option key={block} value={block} />
          ))}
        </datalist>
        <Select label="Protocol" value={protocol} options={["TCP", "UDP", "SCTP"]} choose={(protocol) => ask({ protocol })} />
        <label>
          Port{" "}
          <input
            type="text"
            class="form-text port"
            inputMode="numeric"
            value={port}
            onInput={({ currentTarget }) => ask({ port: currentTarget.value })}
          />
        </label>
      </div>
      <div role="status">
        {number < 1 || number > 65535 ? (
          <p>A port is a number from 1 to 65535.</p>
        ) : !other ? (
          <p>{address.trim() === "" ? "Which address?" : "This is no address, and no block of addresses."}</p>
        ) : (
          <Said {...answer({ pods, direction, other, protocol, port: number }, policies)} ends={ends} other={other} go={go} />
        )}
      </div>
    </section>
  );
}

const ways: { [direction in Direction]: string } = { egress: "may connect to", ingress: "may be reached by" };

function Select({ label, value, options, choose }: { label: string; value: string; options: string[]; choose(value: string): void }) {
  return (
    <select aria-label={label} value={value} onChange={({ currentTarget }) => choose(currentTarget.value)}>
      {options.map((option) => (
        <option key={option}>{option}</option>
      ))}
    </select>
  );
}

const words: { [may in May]: string } = { yes: "✓ Yes", no: "✕ No", depends: "? It depends" };

function Said({ may, sides, ends, other, go }: Answer & { ends: Running[]; other: Other; go(to: Ref): void }) {
  return (
    <>
      <p class={`answer ${may}`}>
        <strong>{words[may]}</strong>
        {ends.some(({ spec }) => at(spec, "hostNetwork") === true) && `, but a pod is ${hostNetworkWords}`}
      </p>
      <ul>
        {sides.map((side) => (
          <li key={`${side.direction} ${side.pods.name}`}>
            <SideWords {...side} go={go} />
          </li>
        ))}
        {"selected" in other && <li>What policies select those pods is not known here.</li>}
        {ends.length === 2 && ends[0] === ends[1] && <li>A pod always reaches itself: this is about another one of them.</li>}
      </ul>
    </>
  );
}

function SideWords({ pods: { name }, direction, may, isolated, rule, on, go }: Side & { go(to: Ref): void }) {
  const end = direction === "egress" ? `out of ${name}` : `into ${name}`;
  if (!isolated || !rule) return <>{`Everything may go ${end}: no NetworkPolicy selects it for ${direction}.`}</>;
  const index = rule.path?.at(-1);
  const link = (
    <button type="button" class="said" onClick={() => go(rule)}>
      {index === undefined ? `NetworkPolicy ${rule.name}` : `${direction} rule ${Number(index) + 1} of NetworkPolicy ${rule.name}`}
    </button>
  );
  if (may === "yes")
    return (
      <>
        {link} lets it {end}.
      </>
    );
  if (may === "no")
    return (
      <>
        No rule lets it {end}, and {link} refuses the rest.
      </>
    );
  return (
    <>
      Whether {link} lets it {end} depends on {on}.
    </>
  );
}
