import type { CDPSession } from '@playwright/test';

/** A heap snapshot as the browser writes it: rows of numbers, and the texts that they stand for. */
interface Snapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[];
      readonly node_types: readonly [readonly string[]];
      readonly edge_fields: readonly string[];
      readonly edge_types: readonly [readonly string[]];
    };
  };
  readonly nodes: readonly number[];
  readonly edges: readonly number[];
  readonly strings: readonly string[];
}

/** What of ours a page holds. */
export interface Kept {
  /** Functions made by our scripts: methods, and all that listens, waits or observes. */
  readonly functions: number;
  /** Figures that stand in no page. */
  readonly detached: number;
}

const SCRIPT = '/extensions/ipyreceptive/';
const FIGURE = /^<(receptive-field\b|p class="ipyreceptive-gap)/;
const DETACHED = 2;

async function take(session: CDPSession): Promise<Snapshot> {
  const chunks: string[] = [];
  const add = ({ chunk }: { chunk: string }): number => chunks.push(chunk);
  session.on('HeapProfiler.addHeapSnapshotChunk', add);
  await session.send('HeapProfiler.takeHeapSnapshot', {});
  session.off('HeapProfiler.addHeapSnapshotChunk', add);
  return JSON.parse(chunks.join('')) as Snapshot;
}

/** Counts what of ours is in a heap snapshot; taking one lets the garbage go first. */
export async function keptInHeap(session: CDPSession): Promise<Kept> {
  const { snapshot, nodes, edges, strings } = await take(session);
  const { node_fields, node_types, edge_fields, edge_types } = snapshot.meta;
  const [width, span] = [node_fields.length, edge_fields.length];
  const [NAME, COUNT, PLACE] = ['name', 'edge_count', 'detachedness'].map((field) =>
    node_fields.indexOf(field),
  );
  const CLOSURE = node_types[0].indexOf('closure');
  const INTERNAL = edge_types[0].indexOf('internal');
  const [SHARED, FROM] = ['shared', 'script'].map((name) => strings.indexOf(name));

  const firstEdge = new Map<number, number>();
  for (let node = 0, edge = 0; node < nodes.length; node += width) {
    firstEdge.set(node, edge);
    edge += nodes[node + COUNT] * span;
  }
  const follow = (node: number, name: number): number => {
    const first = firstEdge.get(node) ?? 0;
    const end = first + nodes[node + COUNT] * span;
    for (let edge = first; edge < end; edge += span) {
      if (edges[edge] === INTERNAL && edges[edge + 1] === name) return edges[edge + 2];
    }
    return 0;
  };

  let [functions, detached] = [0, 0];
  for (let node = 0; node < nodes.length; node += width) {
    if (nodes[node] === CLOSURE) {
      const script = follow(follow(node, SHARED), FROM);
      if (strings[nodes[script + NAME]].includes(SCRIPT)) functions += 1;
    } else if (nodes[node + PLACE] === DETACHED && FIGURE.test(strings[nodes[node + NAME]])) {
      detached += 1;
    }
  }
  return { functions, detached };
}
