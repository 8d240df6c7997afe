import { lattices } from '../../src/arithmetic/index.js';
import {
  ask,
  defaultSelection,
  defaultView,
  readoutOf,
  show,
  showAxes,
} from '../../src/figure/index.js';
import type { Mode, Selection } from '../../src/figure/index.js';
import { LayerError, readNetwork } from '../../src/layers/index.js';
import { networks } from '../arithmetic/truth.js';
import type { TruthCase, TruthRow } from '../arithmetic/truth.js';
import { NETWORKS } from '../figure/networks.js';
import type { Seen } from './texts.js';

/** A network to open, and what must be read of it. */
export interface Opened {
  readonly id: string;
  readonly network: { readonly input_size: unknown; readonly layers: unknown };
  readonly selection: Selection;
  readonly names: readonly string[];
  /** Headline and detail, from the core, in the view that opens first or in another. */
  readonly readout: (mode?: Mode) => readonly [string, string];
  /** What was measured, where it was. */
  readonly truth?: Readonly<Record<string, TruthRow>>;
}

function opened(id: string, source: Opened['network'], truth?: Opened['truth']): Opened {
  const network = readNetwork(source);
  const rows = lattices(network);
  const measured = truth && Object.keys(truth).at(-1);
  const selection = measured
    ? { layer: measured, index: truth[measured].n.map((n) => Math.floor(n / 2)) }
    : defaultSelection(network);
  const first = defaultView(network);
  const asked = ask(network, selection);
  return {
    id,
    network: source,
    selection,
    names: rows.map(({ name }) => name),
    readout: (mode = first.mode) => {
      const { subject, says, detail } = readoutOf({ ...first, mode }, { network, rows }, asked);
      return [`${subject} ${says}`, detail];
    },
    ...(truth ? { truth } : {}),
  };
}

function isAccepted({ network }: TruthCase): boolean {
  try {
    readNetwork(network);
    return true;
  } catch (error) {
    if (error instanceof LayerError) return false;
    throw error;
  }
}

/** The measured networks that can be opened. */
export const MEASURED: readonly Opened[] = networks
  .filter((each) => each.expect === 'ok' && isAccepted(each))
  .map(({ id, network, rows }) => opened(id, network, rows));

/** Those that must be refused: wrong ones, and those with a type that is not read yet. */
export const REFUSED: readonly TruthCase[] = networks.filter(
  (each) => each.only_in !== 'torch' && !isAccepted(each),
);

/** A name that would be markup, were it not text. */
export const MARKUP = '<img src=x onerror="document.title=1"><b>bold</b>';

/** The article's networks and those that are hard to draw. */
export const OTHERS: readonly Opened[] = Object.entries({
  ...NETWORKS,
  markup: { name: MARKUP, input_size: 9, layers: [[MARKUP, 3, 1, 0]] },
  'chain of 200': {
    input_size: 4096,
    layers: Array.from({ length: 200 }, (_, i) => [`stage${i}.conv`, 3, i % 25 ? 1 : 2, 1]),
  },
}).map(([id, network]) => opened(id, network));

const line = (values: readonly number[]): string => showAxes(values.map((v) => show(v))).join('\n');

type Cells = Seen['rows'];

/** The numbers of a table that were measured: a layer to a column to a text. */
function measuredCells({ truth = {} }: Pick<Opened, 'truth'>): Cells {
  return Object.fromEntries(
    Object.entries(truth).map(([layer, { n, interior }]) => {
      const known = interior.filter((axis) => axis?.period === 1).filter((axis) => axis !== null);
      if (known.length < n.length) return [layer, { n: line(n) }];
      const column = (key: 'j' | 'r' | 'start'): string => line(known.map((axis) => axis[key]));
      return [layer, { n: line(n), j: column('j'), r: column('r'), start: column('start') }];
    }),
  );
}

/** What a table shows of the measured numbers, and what it should show; columns may be folded. */
export function tableAndTruth(
  opened: Pick<Opened, 'truth'>,
  { rows }: Pick<Seen, 'rows'>,
): { readonly table: Cells; readonly truth: Cells } {
  const measured = measuredCells(opened);
  const common = (of: Cells): Cells =>
    Object.fromEntries(
      Object.keys(measured)
        .filter((layer) => layer in rows)
        .map((layer) => {
          const columns = Object.keys(measured[layer]).filter((column) => column in rows[layer]);
          return [layer, Object.fromEntries(columns.map((column) => [column, of[layer][column]]))];
        }),
    );
  return { table: common(rows), truth: common(measured) };
}

/** How many real pixels a read-out speaks of; `null` where holes keep it from saying so. */
export function pixelsIn([headline, detail]: readonly string[]): number | null {
  const [, real] = /([\d,]+) of its [\d,]+ pixels are real/.exec(detail) ?? [];
  if (real) return Number(real.replaceAll(',', ''));
  if (headline.endsWith('sees no pixel')) return 0;
  return headline.endsWith('sees 1 pixel') ? 1 : null;
}
