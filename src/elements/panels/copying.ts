import { copyOf } from '../../figure/index.js';
import type { Asked, CopyForm, Readout } from '../../figure/index.js';
import { sentence } from '../../layers/index.js';
import '../../layers/sentences/late-sentences.js';
import { copyText } from '../clipboard.js';

const FORMS = { text: 'text', json: 'JSON', python: 'Python' } as const;

/** Puts a text on the clipboard, and says so. */
export const copyAs = (text: string, form: string): Promise<string> =>
  copyText(text).then(
    () => sentence('copied', { form }),
    () => sentence('copied_not', {}),
  );

/** The same with the read-out. */
export const copyReadout = (form: CopyForm, asked: Asked, readout: Readout): Promise<string> =>
  copyAs(copyOf(form, asked, readout), FORMS[form]);
