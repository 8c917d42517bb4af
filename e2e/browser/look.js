// What the tests look for in the page, found as people find it: by its label, its role
// and its text.
globalThis.look = (() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const words = (element) => element?.textContent.trim().replace(/\s+/g, " ") ?? "";
  const spoken = (element, attribute) => (element.getAttribute(attribute) ?? "").split(" ").map((id) => words(document.getElementById(id)));
  const name = (element) => (element.hasAttribute("aria-labelledby") ? spoken(element, "aria-labelledby").join(" ") : (element.getAttribute("aria-label") ?? words(element)));

  // field is the control of an input by its path, such as size.cpu, in sight: the sections
  // that it is in are opened, as people do.
  function field(path) {
    const found = find(path);
    for (let fold = found?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    return found;
  }

  // find takes a control that a label names, or a group that a legend does.
  function find(path) {
    let within = document.querySelector(".form");
    for (const step of path.split(".")) {
      const group = all("fieldset", within).find((f) => words(f.querySelector(":scope > legend")) === step);
      const label = all("label[for]", within).find((l) => words(l) === step);
      within = group ?? (label && document.getElementById(label.htmlFor));
      if (!within) return undefined;
    }
    return within;
  }

  function drag(element, name, text, types) {
    const data = new DataTransfer();
    data.items.add(new File([text], name));
    for (const type of types) {
      element.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true, composed: true }));
    }
  }

  return {
    all,
    words,
    name,
    field,
    find,
    // seen reports whether an element is on the page and not folded away.
    seen: (element) => element?.checkVisibility() ?? false,
    tab: (title) => all("[role=tab]").find((tab) => words(tab) === title),
    button: (text, within) => all("button", within).find((button) => name(button).startsWith(text)),
    checkbox: (text) => all("label").find((label) => words(label) === text)?.querySelector("input"),
    file: (label) => all("label").find((l) => words(l).startsWith(label))?.querySelector("input[type=file]"),
    option: (path, value) => all("label", field(path)).find((label) => words(label).split(/[ ,]/)[0] === value)?.querySelector("input"),
    description: (element) => spoken(element, "aria-describedby"),
    manifests: () => all("details.manifest pre.code[aria-labelledby]").map((code) => code.textContent),
    code: (label) => document.querySelector(`pre.code[aria-label="${CSS.escape(label)}"]`)?.textContent,
    status: () => words(document.querySelector(".verdict [role=status]")),
    refusals: () => all(".verdict > ul:not(.warnings) li:not(:has(li))").map((li) => li.textContent),
    warnings: () => all(".verdict > ul.warnings > li").map((li) => li.textContent),
    // choose begins with an example.
    choose(example) {
      const select = all("select").find((s) => s.closest("label")?.textContent.startsWith("Start from"));
      select.value = all("option", select).find((option) => option.text === example).value;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    },
    // The editor keeps its style to itself, in a shadow tree.
    editor: () => document.querySelector(".editor")?.shadowRoot?.querySelector(".cm-content"),
    // text is all of the text, of which the editor draws what is in sight.
    text: () => look.editor()?.cmTile.root.view.state.doc.toString() ?? "",
    // paste puts a text in the place of the selected one, by the event of the clipboard.
    paste(text) {
      const data = new DataTransfer();
      data.setData("text/plain", text);
      const event = new ClipboardEvent("paste", { bubbles: true, cancelable: true });
      Object.defineProperty(event, "clipboardData", { value: data }); // Firefox takes none from outside
      look.editor().dispatchEvent(event);
    },
    // hold holds a file over an element, and drop drops it there.
    hold: (element, name, text) => drag(element, name, text, ["dragenter", "dragover"]),
    drop: (element, name, text) => drag(element, name, text, ["dragenter", "dragover", "drop"]),
    // inSight is the text of what is in sight, a line for each piece of it.
    inSight() {
      const lines = [];
      const walk = (node) => {
        for (const child of node.childNodes) {
          if (child.nodeType === Node.ELEMENT_NODE) {
            if (!child.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
            if (child.matches("input:not([type=checkbox], [type=radio], [type=file]), textarea") && visible(child.getBoundingClientRect())) lines.push(child.value);
            walk(child.shadowRoot ?? child);
          } else if (child.nodeType === Node.TEXT_NODE && child.data.trim() !== "") {
            const range = document.createRange();
            range.selectNodeContents(child);
            if (visible(range.getBoundingClientRect())) lines.push(child.data.trim().replace(/\s+/g, " "));
          }
        }
      };
      const visible = ({ top, bottom, width, height }) => width > 1 && height > 1 && bottom > 0 && top < innerHeight;
      walk(document.body);
      return `${lines.filter((line) => line !== "").join("\n")}\n`;
    },
    // changes are what the page says that differs: what became of which object, and the
    // lines that went and came, by the objects' names.
    changes: () =>
      all("details.manifest").filter((d) => d.querySelector(".badge")).map((d) => {
        const lines = d.querySelector("pre").textContent.split("\n").filter((line) => /^[-+] /.test(line));
        return { what: words(d.querySelector(".badge")).slice(2), name: words(d.querySelector(".muted")).replace("objects.", ""), lines };
      }).sort((a, b) => (a.name < b.name ? -1 : 1)),
    // leaks are the places of the page that have a text, besides the given control.
    leaks(text, control) {
      const controls = all("input, textarea").filter((c) => c !== control && c.value.includes(text)).map((c) => c.id);
      const places = { page: document.documentElement.outerHTML, address: location.href, cookies: document.cookie };
      Object.assign(places, { local: JSON.stringify(localStorage), session: JSON.stringify(sessionStorage), history: JSON.stringify(history.state) });
      return [...controls, ...Object.keys(places).filter((place) => places[place].includes(text))];
    },
    // saved are the texts that the page gave the browser to download.
    saved: [],
  };
})();
{
  const create = URL.createObjectURL;
  URL.createObjectURL = (blob) => {
    void blob.text().then((text) => look.saved.push(text));
    return create.call(URL, blob);
  };
}
