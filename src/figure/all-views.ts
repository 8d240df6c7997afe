/** Makes every view and overlay known at once, for hosts that draw without waiting. */
import { kind as conventional } from './conventional.js';
import * as coverage from './coverage.js';
import * as deep from './deep.js';
import { kind as graph } from './graph/graph.js';
import * as heat from './heat.js';
import * as heatmap from './heatmap.js';
import { kind as irregular } from './irregular.js';
import { addParts } from './late.js';
import { kind as overlay } from './overlay.js';
import * as paddingSeen from './padding-seen.js';
import { kind as profile } from './profile.js';
import { kind as sideBySide } from './side-by-side.js';
import { kind as slices } from './slices/slices.js';
import * as turned from './turned.js';
import { addView } from './views.js';

addView('conventional', conventional);
addView('graph', graph);
addView('overlay', overlay);
addView('profile', profile);
addView('side-by-side', sideBySide);
addView('slices', slices);
addParts({
  deep,
  turned,
  irregular,
  contribution: heat,
  coverage,
  padding_seen: paddingSeen,
  heatmap,
});
