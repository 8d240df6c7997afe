import type { Values } from '../../layers/index.js';
import '../../layers/sentences/late-sentences.js';
import type { Survey } from './survey.js';

/** `warning`: a fault of the design; `info`: worth knowing. */
export type Severity = 'warning' | 'info';

/** What a reviewer would point out; its sentence is that of `code` and `values`. */
export interface Finding {
  readonly code: string;
  /** Where it begins. */
  readonly layer: string;
  readonly severity: Severity;
  readonly values: Values;
}

/** What a kind finds. */
export interface Found {
  readonly layer: string;
  /** How much it matters, from 0 to 1. */
  readonly weight: number;
  /** Where it differs from that of the kind. */
  readonly severity?: Severity;
  readonly values: Values;
}

/** One kind of finding. */
export interface Kind {
  readonly code: string;
  readonly severity: Severity;
  /** Codes of causes: where one of them is found, this kind has nothing to add. */
  readonly follows?: readonly string[];
  readonly find: (survey: Survey) => readonly Found[];
}
