import { errorStyles } from './error.js';
import { footStyles } from './foot.js';
import { headerStyles } from './header.js';
import { headlineStyles } from './headline.js';
import { layerListStyles } from './layer-list.js';
import { menuButtonStyles } from './menu-button.js';
import { plotStyles } from './plot-styles.js';
import { tableStyles } from './table.js';
import { tokens } from './tokens.js';
import { workingStyles } from './working.js';
import { wrongStyles } from './wrong.js';

/** The styles of all that is there from the first picture on. */
export const styles = [
  tokens,
  headerStyles,
  menuButtonStyles,
  headlineStyles,
  plotStyles,
  tableStyles,
  layerListStyles,
  footStyles,
  workingStyles,
  errorStyles,
  wrongStyles,
];
