/** Makes every view known at once, for hosts that draw without waiting. */
import { kind as graph } from './graph/graph.js';
import { kind as profile } from './profile.js';
import * as heat from './heat.js';
import { addHeat } from './overlays.js';
import { kind as slices } from './slices/slices.js';
import { addView } from './views.js';

addView('graph', graph);
addView('profile', profile);
addView('slices', slices);
addHeat(heat);
