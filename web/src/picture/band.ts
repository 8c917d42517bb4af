// A workload with all that belongs to it, as a band across the frame of its namespace.
import type { Attachment } from "./attachment";
import type { Workload } from "./cluster";
import { type Columns, cardWidth, containerX, gap, podWidth } from "./columns";
import type { Container } from "./container";
import { type Block, type Box, block, boxHeight, details, heightOf, padding, type Sheet } from "./drawing";
import { refOf } from "./ref";
import { accountWords, hostNetworkWords, roleWords } from "./words";

const cardRoom = cardWidth - 2 * padding;
const lifeline = 18; // from the left side of a container

// drawWorkload returns where the band ends. The cards at the pod's left side begin
// beneath the words of the namespace.
export function drawWorkload(sheet: Sheet, workload: Workload, places: Columns, top: number, cards: number): number {
  const state = workload.runs.stopped ? "stopped" : undefined;
  const width = podWidth(places.container, workload.containers.length);
  const room = width - 2 * gap;
  const title = [
    ...block("caption", `${workload.kind}, ${workload.runs.words}`, room, 2),
    ...block("name", workload.name, room, 3),
    ...(workload.hostNetwork ? block("caption", hostNetworkWords, room, 3) : []),
  ];
  const under = top + heightOf(title) + 18;

  const blocks = workload.containers.map((container) => containerBlock(container, places.container - 2 * padding));
  const side = drawSide(sheet, workload, places, cards);
  const height = Math.max(side - under - gap, ...blocks.map(boxHeight));
  const bottom = under + height + gap;
  sheet.boxes.push({ x: places.pod, y: top, width, height: bottom - top, look: "workload", state, of: refOf(workload, workload) });
  sheet.write(title, places.pod + gap, top + 10);
  blocks.forEach((rows, index) => {
    sheet.put(
      { x: containerX(places, index), y: under, width: places.container, height, look: "container", state, of: refOf(workload, workload) },
      rows,
    );
  });
  return drawAttachments(sheet, workload, places, bottom + 16, under + height);
}

function containerBlock({ name, role, image, ports, requests, limits }: Container, room: number): Block {
  return [
    ...block("caption", role, room),
    ...block("name", name, room, 3),
    ...block("detail", image || "no image", room, 4),
    ...block("detail", requests.length === 0 ? "requests nothing" : `requests ${requests.join(", ")}`, room, 3),
    ...block("detail", limits.length === 0 ? "no limits" : `limits ${limits.join(", ")}`, room, 3),
    ...details(
      ports.map((port) => `port ${port.protocol} ${port.number}${port.name === "" ? "" : ` ${port.name}`}`),
      room,
    ),
  ];
}

// drawSide puts what belongs to the pod as a whole at its left side.
function drawSide(sheet: Sheet, workload: Workload, places: Columns, top: number): number {
  const { account, pullSecrets, services } = workload;
  const cards: { existing: boolean; leads: boolean; rows: Block; kind: string; name: string }[] = [
    ...services.map(({ name, type, ports }) => ({
      kind: "Service",
      name,
      existing: false,
      leads: true,
      rows: card(`Service, ${type}`, name, ports),
    })),
    {
      kind: "ServiceAccount",
      name: account.name,
      existing: account.existing,
      leads: false,
      rows: card(kind("ServiceAccount", account), account.name, [accountWords(workload)]),
    },
    ...pullSecrets.map((secret) => ({
      kind: "Secret",
      name: secret.name,
      existing: secret.existing,
      leads: false,
      rows: card(kind("Secret", secret), secret.name, ["pulls the images"]),
    })),
  ];
  let y = top;
  for (const { leads, rows, ...object } of cards) {
    const box = cardBox(places.cards, y, rows, object, workload);
    sheet.put(box, rows);
    const middle = y + box.height / 2;
    sheet.lines.push({
      points: [
        [box.x + box.width, middle],
        [places.pod, middle],
      ],
      look: "attached",
      end: leads ? "arrow" : undefined,
    });
    y += box.height + 8;
  }
  return y - 8;
}

// drawAttachments gives each a row beneath the pod. A line comes down from each
// container, and a dot marks where it is attached.
function drawAttachments(sheet: Sheet, workload: Workload, places: Columns, top: number, from: number): number {
  const ends = new Map<number, number>();
  let y = top;
  let bottom = top - 16;
  for (const attachment of workload.attachments) {
    const rows = attachmentCard(attachment);
    const labels = attachment.uses.map(({ as }) => details(as, places.container - lifeline - 10));
    const height = boxHeight(rows);
    const middle = y + Math.max(height / 2, ...labels.map((label) => heightOf(label) + 3));
    const box = cardBox(places.cards, middle - height / 2, rows, attachment, workload);
    sheet.put(box, rows);
    attachment.uses.forEach(({ container }, index) => {
      const x = containerX(places, container) + lifeline;
      const start = index === 0 ? box.x + box.width : containerX(places, attachment.uses[index - 1]!.container) + lifeline;
      sheet.lines.push({
        points: [
          [start, middle],
          [x, middle],
        ],
        look: "attached",
        end: "dot",
      });
      sheet.write(labels[index]!, x + 8, middle - heightOf(labels[index]!) - 2);
      ends.set(container, middle);
    });
    bottom = middle + height / 2;
    y = bottom + 10;
  }
  for (const [container, end] of ends) {
    const x = containerX(places, container) + lifeline;
    sheet.lines.push({
      points: [
        [x, from],
        [x, end],
      ],
      look: "attached",
    });
  }
  return bottom;
}

function attachmentCard(attachment: Attachment): Block {
  const unused = attachment.uses.length === 0 ? ["mounted nowhere"] : [];
  return card(`${roleWords(attachment)}: ${kind(attachment.kind, attachment)}`, attachment.name, [
    ...(attachment.details.length === 0 ? [] : [attachment.details.join(", ")]),
    ...unused,
  ]);
}

function card(caption: string, name: string, lines: readonly string[]): Block {
  return [...block("caption", caption, cardRoom, 3), ...block("name", name, cardRoom, 3), ...details(lines, cardRoom)];
}

interface Shown {
  readonly kind: string;
  readonly name: string;
  readonly existing?: boolean;
}

function cardBox(x: number, y: number, rows: Block, object: Shown, workload: Workload): Box {
  const state = object.existing ? "existing" : undefined;
  return { x, y, width: cardWidth, height: boxHeight(rows), look: "card", state, of: refOf(object, workload) };
}

function kind(kind: string, { existing }: { readonly existing: boolean }): string {
  return existing ? `${kind}, existing` : kind;
}
