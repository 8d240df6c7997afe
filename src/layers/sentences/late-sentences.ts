import { fill } from './fill.js';
import { countOf, entryEach } from './grammar.js';
import {
  MENDED,
  onOrOff,
  listOf,
  timesOf,
  bothOf,
  pixelsOf,
  furtherLayers,
  either,
  misalignmentCure,
} from './late-grammar.js';
import { SENTENCES } from './sentences.js';
import type { Sentence } from './sentences.js';
import { showShare } from './shown.js';

/**
 * What is said by parts that the first picture does without: code -> text. Each of them imports this
 * file, which adds its sentences to the others.
 */
export const LATE_SENTENCES: Readonly<Record<string, Sentence>> = {
  // questions about a network
  wanted_form:
    '{parameter} {value} is no size of a field; write a number of pixels, one an axis, or "image"',
  design_unknown:
    '{parameter} {value} cannot be reached by changes: {reason}{{; ask about {known}, whose field they decide}}',
  design_large: '{count} layers are too many to look for changes; at most {limit} are looked at',
  preset_unknown: 'no preset is called {value}.{{ Did you mean {nearest}?}}',
  sweep_form: '{parameter} {value} is no list of sizes; write one such as [64, 96, 128]',
  sweep_none: '{parameter} is empty; write at least one size of the input',
  sweep_many:
    '{count} {parameter} are too many; at most {limit} are looked at in one sweep{{ of {layers} layers}}',
  sweep_axes: ({ axes, ...values }) =>
    fill(
      `{parameter} holds {value}, which has not ${entryEach(axes)}; write a number, or one an axis`,
      values,
    ),

  // which sizes of the input are of use
  sweep_any: 'no layer needs more than one pixel',
  sweep_smallest: 'no size is found that all layers take; below {least} a layer is surely empty',
  sweep_sees_all:
    'feature {index} of {layer} sees the pixels from {first} to {last}, and all of them must be there',
  sweep_never: 'no feature of {layer} has its whole field within any image',
  sweep_follows: 'what {layer} reads follows the size of the image',
  sweep_classes: 'the fields of {layer} change with the size in too many ways to look at each',
  contribution_large: 'its field has more than {limit} pixels, too many to weigh one by one',
  contribution_long: 'the paths to its field take more than {limit} additions, too many to count',

  // findings
  blind_pixels: ({ share, ...values }) =>
    fill(
      'no feature reads {share} of the pixels: {layer}{{, whose stride {stride} is larger than its kernel {kernel},}} leaves out {count} of {size}{{ on {axis}}}, the first at {first}',
      { ...values, share: showShare(Number(share)) },
    ),
  rows_dropped: ({ more, smaller, larger, ...values }) =>
    fill(
      '{layer} drops the end of {input}, {count} of {n}{{ on {axis}}}{{, and so {more}}}. The strides leave {pixels} of {size} pixels over{{; with {sizes} they leave none}}{{; padding of {padding} at the end of {layer} takes them in}}',
      { ...values, more: furtherLayers(more), sizes: either([smaller, larger]) },
    ),
  dilation_holes: ({ more, ...values }) =>
    fill(
      '{layer} with dilation {dilation} leaves holes that no later layer fills{{ on {axis}}}{{: it reads {pixels} of the {r} pixels of its field}}{{, and so {more}}}; dilations such as 1, 2, 5 leave none',
      { ...values, more: furtherLayers(more) },
    ),
  misaligned: ({ offset, jumps, causal, ...values }) =>
    fill(
      '{first} and {second} do not line up in {layer}{{ on {axis}}}{{: they are {offset} apart}}{{: their features are {jumps} pixels apart}}{{, but {end}}}{{; {cure} would bring them together}}',
      {
        ...values,
        offset: typeof offset === 'number' ? pixelsOf(offset) : null,
        jumps: bothOf(jumps),
        end: causal === true ? 'end with the same one, as causal branches do' : null,
        cure: misalignmentCure(values),
      },
    ),
  uneven_overlap: ({ more, cures, ...values }) =>
    fill(
      '{layer} writes some features {often} and others {seldom}{{ on {axis}}}{{: its kernel {kernel} is no multiple of its stride {stride}; {cures} would be}}{{: its dilation {dilation} and its stride {stride} have a common factor}}{{. So {more}}}',
      {
        ...values,
        often: timesOf(values.most),
        seldom: timesOf(values.least),
        cures: Array.isArray(cures) ? either(cures) : null,
        more: furtherLayers(more),
      },
    ),
  even_kernel: ({ by, more, ...values }) =>
    fill(
      '{layer} shifts its features by {by}{{ on {axis}}}{{, and so {more}}}: its kernel {kernel} is even, so one side has more padding; an odd one would not',
      { ...values, by: pixelsOf(by), more: furtherLayers(more) },
    ),
  field_larger:
    'from {layer} on the field, {r} pixels{{ on {axis}}}, is larger than the image, which has {size}',
  useful_sizes:
    'the field of {layer} lies within no image below {whole} pixels{{ on {axis}}}, and this one has {size}{{; below {smallest} a layer would be empty}}',
  leans: ({ by, ...values }) =>
    fill('the features of {layer} lean {by} to the {side}{{ on {axis}}}', {
      ...values,
      by: pixelsOf(by),
      side: Number(by) < 0 ? 'start' : 'end',
    }),
  half_step:
    'the features of {layer} stand between those of its input{{ on {axis}}}: its kernel {kernel} is even',
  shared_fields: 'every {count} neighbours in {layer} see the same pixels{{ on {axis}}}',

  // why no tiling will do
  pace_whole: '{layer} sees everything, so that every tile would be another image to it',
  pace_unknown: 'what {layer} reads is not known',
  pace_size: 'what {layer} reads follows the size of the image, and that of a tile is another',
  pace_phases: 'the windows of {layer} repeat after too many features to look at each',
  pace_circular: '{layer} reads around the edge of the image, from its other side',
  pace_branches: 'the branches that meet at {layer} differ in jump',

  // what is looked at
  heatmap_value:
    'heatmap {value} is not read; give numbers from 0 on, not all 0, one for each pixel of the input ({size}; at most 1,048,576)',

  // what a figure says of a feature
  coverage_legend: 'features of {layer} that look at a pixel',
  padding_seen_row: '{share} see padding',
  padding_seen_legend: 'features that see padding',
  heat_even: 'if every pixel counted the same',
  wheel_how: 'Click the figure, or hold Ctrl, to zoom with the wheel.',
  figure_height: 'Height of the figure',
  slices_at: 'at {axis} {pixel}',
  slices_extents: 'By axis, against the input',
  slices_need: 'Slices need a volume of 3 axes; this network has {axes}.',
  conventional_rooted: 'edges by the square root of n',
  profile_axis: 'along {axis}',
  way_size: '{size} px',
  ways_title: 'What reaches {subject}, by way{{: the widest {shown} of {count}}}',
  cut_title: '{merge}, along {axis}: the same feature of both inputs',
  cut_centers: ({ centers, apart }) =>
    fill('{centers}: {apart} px apart', {
      centers: (centers as readonly string[]).join(' and '),
      apart,
    }),
  strands: '{merge} joins places{{ {apart} px apart}}{{ of jumps {jumps}}}',
  graph_jump: 'j {jump}',
  graph_n: 'n {n}',
  graph_r: 'r {r}',
  graph_numbers: 'n {n}, r {r}',
  empty_title: 'Which network?',
  empty_how:
    'Take one of these, or give it layers (kernel, stride, padding) and the size of the input.',
  empty_size: '{count} layers, {size}',
  output_newer: 'Made by a later version than {version}; this is its picture.',
  gap_kernel: 'The kernel was restarted or has ended; run the cell again to be in step with it.',
  gap_connection: 'The connection to the kernel is lost; the figure is in step when it is back.',
  caption:
    '{{{name}, }}{size}. {reads}. {detail}{{ {measured}}}{{ {drawn} of {layers} layers are drawn.}}',

  // what has no room in the header
  more_show: 'Show',
  more_copy: 'Copy what it says',
  more_picture: 'Your picture',
  more_help: 'Help',
  more_keys: 'Keys (?)',
  copied: 'Copied as {form}.',
  copied_not: 'The browser does not let this page copy.',
  picture_remove: 'Take the picture away',
  picture_choose: 'Choose a picture…',
  picture_keep: 'Keep it in the notebook',
  picture_scaled: 'Picture scaled to {height} × {width}, as the network gets it.',
  picture_cut:
    'Picture scaled to {height} × {width} and cut to its middle, as the network gets it.',
  picture_stays: 'It stays on this page.',
  picture_kept: 'It is kept in the notebook, where it takes {kilobytes} KB.',
  picture_large: 'There is no room for it in the notebook: an output takes at most 100 KB.',

  // what stands below a figure
  findings_none: 'Nothing to point out.',
  findings_more: '{count} more',
  findings_fewer: 'Fewer',
  layers_seek: 'Search, or go to: conv5 6 6 (/)',
  layers_found: ({ count }) => (count === 0 ? 'No layer is called so.' : countOf(count, 'layer')),
  layers_more: 'And {count} more: search for one.',
  cures_title: 'What would cure it',
  cures_none: 'Nothing that was tried would cure it.',
  cures_now: 'As it is',
  cure_try: 'Try',
  cure_back: 'Back',
  cure_trying: 'Trying: {change}. The network itself stays as it is.',
  cure_copy: 'Copy the layer list',
  cure_field: 'r {r}',
  cure_features: 'n {n}',
  cure_size: 'An input of {size}',
  cure_layers: ({ layers, changes }) => `${listOf(layers, 4)} with ${listOf(changes, 6)}`,
  cure_resize: '{layers} as nearest upsampling by {factor} and a convolution {kernel}',
  cure_set: ({ parameter, to }) =>
    `${parameter === 'kernel_size' ? 'kernel' : String(parameter)} ${onOrOff(to)}`,
  cure_mended: ({ code }) => MENDED[String(code)],
  evidence_places: '{first} (filled) and {second} (hollow)',
  evidence_uses: 'filled: used, hollow: left out',
  evidence_often: 'how often each feature is written',
  growth_sees_all: 'From {layer} on every feature sees the whole image.',
  growth_sees_none: 'No layer is such that from it on every feature sees the whole image.',
  growth_most: ({ by, ...values }) =>
    fill(
      `{layer} makes the field grow most: by ${countOf(by, 'pixel')}, from {from} to {to}.`,
      values,
    ),
  growth_key:
    'Pale: the field, in pixels. Full: where the middle 90 % of the weight lies. Line: the jump.',
  growth_key_plain: 'Bars: the field, in pixels. Line: the jump.',

  // what can be taken away
  export_save: 'Save as {form}',
  export_copy: 'Copy as {form}',
  export_scale: 'Save as PNG, {scale} times the size',
  export_print: 'Print, or save as PDF',
  export_saved: 'Saved as {name}',
  export_copied: 'Copied as {form}',
  export_failed: 'The browser does not allow it here.',

  // what a table says below its rows
  note_article:
    "the article's own program prints start {printed}: it spreads the padding that the steps reach over both sides, {before} before where {given} is given",
  note_article_since:
    "the article's own program prints start {printed}: it counts the padding of {layer} differently",
};

Object.assign(SENTENCES, LATE_SENTENCES);
