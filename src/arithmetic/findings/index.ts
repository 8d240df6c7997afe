import type { Network } from '../../layers/index.js';
import { blindPixels } from './blind-pixels.js';
import { dilationHoles } from './dilation-holes.js';
import { evenKernel } from './even-kernel.js';
import { fieldLarger } from './field-larger.js';
import type { Finding, Kind } from './finding.js';
import { halfStep } from './half-step.js';
import { leans } from './leans.js';
import { misaligned } from './misaligned.js';
import { paddingSeen } from './padding-seen.js';
import { rowsDropped } from './rows-dropped.js';
import { sharedFields } from './shared-fields.js';
import { surveyOf } from './survey.js';
import type { Survey } from './survey.js';
import { unevenOverlap } from './uneven-overlap.js';
import { usefulSizes } from './useful-sizes.js';
import { TooManyPieces, apart, limited } from '../sets/effort.js';

export type { Finding, Severity } from './finding.js';

/** All kinds; warnings before what is for information. */
export const KINDS: readonly Kind[] = [
  blindPixels,
  rowsDropped,
  dilationHoles,
  misaligned,
  unevenOverlap,
  evenKernel,
  fieldLarger,
  usefulSizes,
  paddingSeen,
  leans,
  halfStep,
  sharedFields,
];

/** Work on sets for one kind, from which on it tells nothing. */
const MOST_EFFORT = 2 ** 21;

const known = new WeakMap<Network, readonly Finding[]>();

/** What a kind finds: nothing where what it looks at has too many pieces to tell. */
function told(look: Kind['find'], survey: Survey): ReturnType<Kind['find']> {
  try {
    return limited(MOST_EFFORT, () => look(survey));
  } catch (error) {
    if (!(error instanceof TooManyPieces)) throw error;
    return [];
  }
}

function find(network: Network): readonly Finding[] {
  const survey = surveyOf(network);
  const found: { readonly finding: Finding; readonly weight: number }[] = [];
  for (const { code, severity, follows = [], find: look } of KINDS) {
    if (found.some(({ finding }) => follows.includes(finding.code))) continue;
    for (const { weight, layer, values, severity: own = severity } of told(look, survey)) {
      found.push({ weight, finding: { code, layer, severity: own, values } });
    }
  }
  const rank = ({ severity }: Finding): number => (severity === 'warning' ? 0 : 1);
  found.sort((a, b) => rank(a.finding) - rank(b.finding) || b.weight - a.weight);
  return Object.freeze(found.map(({ finding }) => finding));
}

/**
 * What a good reviewer would point out: warnings first, then by how much it matters; one finding a
 * cause. `sentence(code, values)` says it in words.
 *
 * @throws LayerError naming the layer whose numbers pass 2^53
 */
export function findings(network: Network): readonly Finding[] {
  let found = known.get(network);
  if (!found) {
    found = apart(Infinity, () => find(network));
    known.set(network, found);
  }
  return found;
}
