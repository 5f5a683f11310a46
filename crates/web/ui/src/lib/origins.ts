// The graph of origins: what the reports of an event were taken from, laid out in layers.
//
// In: reports, origins and ties of an event. Out: nodes with a layer and a line, joined by links. Must
// hold: every report is there once; a tie without a direction joins without pointing; a circle of ties
// ends somewhere; the same input gives the same picture.
import type { EventPage, Tie } from './shapes';

/** A report, or something outside the case that reports rest on. */
export interface Node {
  key: string;
  /** Id of the report; null for an outlet or voice that they rest on. */
  report: string | null;
  label: string;
  under: string;
  origin: string | null;
  layer: number;
  line: number;
}

/** All ties between two nodes. */
export interface Link {
  key: string;
  from: string;
  to: string;
  ties: Tie[];
  /** False where it is not known who took it from whom. */
  points: boolean;
  strength: number;
}

export interface Graph {
  nodes: Node[];
  links: Link[];
  layers: number;
  lines: number;
}

/** The key of what a tie starts from. */
function start(tie: Tie): string | null {
  const { report, entity, outlet } = tie.from;
  return report ? `r:${report}` : entity ? `e:${entity}` : outlet ? `o:${outlet}` : null;
}

/** Lays the graph out: what is taken from stands before what took. */
export function graph(page: EventPage): Graph {
  const nodes = new Map<string, Node>();
  const originOf = new Map(page.origins.flatMap(({ id, reports }) => reports.map((r) => [r, id])));
  const heads = new Map(page.reports.map((head) => [head.id, head]));
  const add = (report: string) => {
    const head = heads.get(report);
    nodes.set(`r:${report}`, {
      key: `r:${report}`,
      report,
      label: head?.outlet ?? 'unknown outlet',
      under: [head?.published, report].filter(Boolean).join(' · '),
      origin: originOf.get(report) ?? head?.origin ?? null,
      layer: 0,
      line: 0,
    });
  };
  for (const { id } of page.reports) add(id);

  const links = new Map<string, Link>();
  for (const tie of page.ties) {
    const from = start(tie);
    const to = `r:${tie.to}`;
    if (!from || from === to) continue;
    for (const report of [tie.from.report, tie.to])
      if (report && !nodes.has(`r:${report}`)) add(report);
    if (!nodes.has(from))
      nodes.set(from, {
        key: from,
        report: null,
        label: tie.from.outlet ?? page.names[tie.from.entity ?? ''] ?? tie.from.entity ?? '',
        under: tie.from.entity && !tie.from.outlet ? 'a voice' : 'not in the case as a report',
        origin: null,
        layer: 0,
        line: 0,
      });
    const key = `${from} ${to}`;
    const link = links.get(key) ?? { key, from, to, ties: [], points: false, strength: 0 };
    link.ties.push(tie);
    link.points ||= tie.direction !== 'unknown';
    link.strength = Math.max(link.strength, tie.strength);
    links.set(key, link);
  }
  const all = [...links.values()];
  layer(nodes, all);
  const layers = Math.max(0, ...[...nodes.values()].map((node) => node.layer)) + 1;
  return { nodes: [...nodes.values()], links: all, layers, lines: place(nodes, all) };
}

/** Each node one layer behind the last that it took from; so many rounds as nodes, for circles. */
function layer(nodes: Map<string, Node>, links: Link[]) {
  const most = Math.min(nodes.size, 6);
  for (let round = 0; round < most; round++) {
    let moved = false;
    for (const { from, to, points } of links) {
      if (!points) continue;
      const [a, b] = [nodes.get(from)!, nodes.get(to)!];
      if (b.layer <= a.layer && a.layer + 1 < most) {
        b.layer = a.layer + 1;
        moved = true;
      }
    }
    if (!moved) break;
  }
}

/** Reports of one origin stand together; what they rest on stands beside the first of them. */
function place(nodes: Map<string, Node>, links: Link[]): number {
  const origins = [...new Set([...nodes.values()].flatMap(({ origin }) => origin ?? []))];
  const size = (id: string) => [...nodes.values()].filter(({ origin }) => origin === id).length;
  origins.sort((a, b) => size(b) - size(a) || a.localeCompare(b));
  let base = 0;
  for (const origin of [...origins, null]) {
    const own = [...nodes.values()].filter((node) => node.report && node.origin === origin);
    const used = new Map<number, number>();
    for (const node of own) {
      const at = used.get(node.layer) ?? 0;
      node.line = base + at;
      used.set(node.layer, at + 1);
    }
    base += Math.max(0, ...used.values());
  }
  // Outside sources go to the first free line beside those that rest on them.
  const taken = new Set(
    [...nodes.values()].filter((n) => n.report).map((n) => `${n.layer} ${n.line}`),
  );
  let lines = base;
  for (const node of nodes.values()) {
    if (node.report) continue;
    const beside = links
      .filter(({ from }) => from === node.key)
      .map(({ to }) => nodes.get(to)!.line);
    let line = beside.length ? Math.min(...beside) : 0;
    while (taken.has(`${node.layer} ${line}`)) line++;
    taken.add(`${node.layer} ${line}`);
    node.line = line;
    lines = Math.max(lines, line + 1);
  }
  return lines;
}

/** A tie in words. */
export function kindWords(kind: string): string {
  const words: Record<string, string> = {
    copy: 'copied whole',
    rewrite: 'rewritten',
    translation: 'translated',
    repost: 'posted again',
    agency: 'agency copy',
    passage: 'a passage taken over',
    citation: 'cited',
    voice: 'one voice quoted',
  };
  return words[kind] ?? kind;
}

/** How it is known who took it from whom. */
export function directionWords(direction: string): string {
  const words: Record<string, string> = {
    credited: 'the taker names it',
    earlier: 'it came out earlier',
    unknown: 'who took it from whom is not known',
  };
  return words[direction] ?? direction;
}
