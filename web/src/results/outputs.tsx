// The outputs that the module gives back.
import { contract, result } from "../state";
import { Code } from "./code";

export function Outputs() {
  const outputs = result.value?.outputs ?? {};
  const docs = new Map(contract.value?.outputs?.map((output) => [output.name, output.doc]));
  return (
    <dl class="outputs">
      {Object.entries(outputs).map(([name, output]) => (
        <div key={name}>
          <dt>
            <code>{name}</code>
          </dt>
          <dd>
            {docs.get(name) && <p>{docs.get(name)}</p>}
            <Code label={`Output ${name}`} text={JSON.stringify(output, undefined, 2)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
