import { ALEXNET } from '../jupyterlab/networks.js';

/** Python that makes `rf`, the article's AlexNet, and `small`, which makes a figure of two layers. */
export const NETWORKS = `${ALEXNET}
import ipywidgets as w
from IPython.display import display, update_display

def small(name, **rest):
    return ReceptiveField([["a", 3, 2, 1], ["b", 5, 1, 2]], input_size=32, name=name, **rest)`;
