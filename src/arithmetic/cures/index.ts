import { axisNames } from '../../layers/index.js';
import type { Network } from '../../layers/index.js';
import type { Exact } from '../exact.js';
import { findings } from '../findings/index.js';
import type { Finding } from '../findings/index.js';
import { surveyOf } from '../findings/survey.js';
import { lattices } from '../lattices/lattices.js';
import { branches } from './branches.js';
import { dropped } from './dropped.js';
import { applied } from './edit.js';
import type { Candidate, Edit } from './edit.js';
import { holes } from './holes.js';
import type { Maker } from './maker.js';
import { overlap } from './overlap.js';
import { jumpedOver, shifted } from './steps.js';

export type { Edit } from './edit.js';

/** A change that mends a finding, and what comes of it. */
export interface Cure {
  /** What of which layers is another; empty where only the input's size is. */
  readonly edits: readonly Edit[];
  /** Another size of the input, one entry an axis; `null` where it stays. */
  readonly inputSize: readonly number[] | null;
  /** The network after it: it has the finding no more, and no warning that it did not have before. */
  readonly network: Network;
  /** The layer that the finding is about, with its numbers after the change, one entry an axis. */
  readonly layer: string;
  readonly n: readonly number[];
  readonly j: readonly Exact[];
  readonly r: readonly number[];
}

const MAKERS: Readonly<Record<string, Maker>> = {
  misaligned: branches,
  dilation_holes: holes,
  rows_dropped: dropped,
  uneven_overlap: overlap,
  blind_pixels: jumpedOver,
  even_kernel: shifted,
};

/** So many changes are tried, and so many cures are offered. */
const MOST_TRIED = 24;
const MOST_OFFERED = 4;

/** The axes that a finding speaks of. */
function axesOf(network: Network, { values }: Finding): number[] {
  const names = axisNames(network.inputSize.length);
  const named = typeof values.axis === 'string' ? values.axis.split(', ') : names;
  return named.map((name) => names.indexOf(name));
}

/** One text for every warning of a network on every axis. */
const warningsOf = (network: Network): ReadonlySet<string> =>
  new Set(
    findings(network)
      .filter(({ severity }) => severity === 'warning')
      .flatMap((finding) => keysOf(network, finding)),
  );

const keysOf = (network: Network, finding: Finding): string[] =>
  axesOf(network, finding).map((axis) => `${axis} ${finding.code} ${finding.layer}`);

/** Without those that say the same as another, or nothing. */
const distinct = (candidates: readonly Candidate[]): Candidate[] => [
  ...new Map(
    candidates
      .filter(({ edits, inputSize }) => edits.length > 0 || inputSize)
      .map((each) => [JSON.stringify([each.edits, each.inputSize ?? null]), each]),
  ).values(),
];

/** Whether a candidate does what a cure does already, and more. */
const isWithin = ({ edits }: Cure, candidate: Candidate): boolean =>
  edits.length > 0 &&
  edits.every((edit) =>
    candidate.edits.some((other) => JSON.stringify(other) === JSON.stringify(edit)),
  );

/**
 * What would mend a finding: changes of few layers, or of the input's size, each of which was made
 * and looked at again. The smallest changes first; none where nothing that was tried helps.
 *
 * @param finding - one of `findings(network)`
 */
export function cures(network: Network, finding: Finding): readonly Cure[] {
  const maker = finding.severity === 'warning' ? MAKERS[finding.code] : undefined;
  if (!maker) return [];
  const gone = new Set(keysOf(network, finding));
  const known = warningsOf(network);
  const allowed = (key: string): boolean => known.has(key) && !gone.has(key);
  const candidates = distinct(maker(surveyOf(network), finding, axesOf(network, finding)))
    .sort((a, b) => a.cost - b.cost)
    .slice(0, MOST_TRIED);
  const found: Cure[] = [];
  for (const candidate of candidates) {
    if (found.length === MOST_OFFERED) break;
    if (found.some((cure) => isWithin(cure, candidate))) continue;
    const changed = applied(network, candidate);
    const row = changed && lattices(changed).find(({ name }) => name === finding.layer);
    if (!changed || !row || ![...warningsOf(changed)].every(allowed)) continue;
    const { name: layer, n, j, r } = row;
    const { edits, inputSize = null } = candidate;
    found.push({ edits, inputSize, network: changed, layer, n, j, r });
  }
  return found;
}
