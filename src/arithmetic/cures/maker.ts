import type { Finding } from '../findings/finding.js';
import type { Survey } from '../findings/survey.js';
import type { Candidate } from './edit.js';

/** What might mend a finding on some axes; each is tried before it is offered. */
export type Maker = (
  survey: Survey,
  finding: Finding,
  axes: readonly number[],
) => readonly Candidate[];
