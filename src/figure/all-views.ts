/** Makes every view and overlay known at once, for hosts that draw without waiting. */
import { kind as conventional } from './views/conventional.js';
import * as coverage from './overlays/coverage.js';
import * as deep from './parts/deep.js';
import * as varied from './parts/extremes.js';
import { kind as graph } from './views/graph/graph.js';
import * as heat from './overlays/heat.js';
import * as heatmap from './overlays/heatmap.js';
import { kind as irregular } from './parts/irregular.js';
import { addParts } from './late.js';
import { kind as overlay } from './views/overlay.js';
import * as paddingSeen from './overlays/padding-seen.js';
import { kind as profile } from './views/profile/profile.js';
import { kind as sideBySide } from './views/side-by-side.js';
import { kind as slices } from './views/slices/slices.js';
import * as turned from './views/stack/turned.js';
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
  varied,
  contribution: heat,
  coverage,
  padding_seen: paddingSeen,
  heatmap,
});
