/** Makes every view known at once, for hosts that draw without waiting. */
import { kind as profile } from './profile.js';
import { addView } from './views.js';

addView('profile', profile);
