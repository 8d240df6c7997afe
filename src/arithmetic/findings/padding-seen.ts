import { paddingSeenShare } from '../padding-free.js';
import type { Kind } from './finding.js';
import { deepest } from './survey.js';

/** Fewer features than this share see padding at the border of any map. */
const LEAST_SHARE = 0.5;

/** The share of the features of the last map that see padding. */
export const paddingSeen: Kind = {
  code: 'padding_seen',
  severity: 'info',
  find(survey) {
    const { inputSize } = survey.network;
    const places = inputSize.map((_, axis) => deepest(survey, axis));
    const [at] = places;
    if (at === null || places.some((place) => place !== at)) return [];
    const row = survey.rows[at];
    const share = paddingSeenShare(survey.network, row);
    if (share === null || share <= LEAST_SHARE) return [];
    return [{ layer: row.name, weight: share / 2, values: { layer: row.name, share } }];
  },
};
