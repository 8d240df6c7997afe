export { ReceptiveFieldModel } from './model.js';
export { ReceptiveFieldView } from './view.js';
