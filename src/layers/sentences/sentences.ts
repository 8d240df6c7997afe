import { fill } from './fill.js';
import type { Values } from './fill.js';
import {
  countOf,
  featuresOf,
  articleOf,
  oneEach,
  entryEach,
  theFeatures,
  capital,
  sees,
  together,
} from './grammar.js';
import { showShare } from './shown.js';

/**
 * Text with `{name}` for a value; `{{...}}` is left out where a value in it is null, missing or an
 * empty list. A function where a text cannot say it.
 */
export type Sentence = string | ((values: Values) => string);

/** Stands before a sentence about a layer. */
const LAYER = 'layer {position} "{layer}": ';

/** Stands before a sentence about JSON text. */
const TEXT = 'line {line}, column {column}: ';

/**
 * The sentences of the first picture, and of what is wrong with what was written: code -> text.
 * Those of `late-sentences.ts` come to them. Another language is another table.
 *
 * In errors `parameter` and `value` are what is wrong, `nearest` the names that may be meant.
 */
export const SENTENCES: Record<string, Sentence> = {
  // JSON text
  text_too_long: 'the text is {length} characters long; at most {limit} are read',
  text_value: 'a value should stand here, not {value}',
  text_comma_list: 'a comma or ] should stand here, not {value}',
  text_comma_object: 'a comma or } should stand here, not {value}',
  text_last_comma: 'a comma stands before {value}, and nothing follows it; take it away',
  text_key: 'a name in double quotes should stand here, not {value}',
  text_colon: 'a colon should stand here, not {value}',
  text_string: 'the text {value} has no closing double quote on its line',
  text_escape: '{value} means nothing in JSON; write \\\\ for a backslash',
  text_end: 'the text should end here; {value} follows',
  text_empty: 'there is no text; write a list of layers, such as [["conv1", 11, 4, 0]]',
  text_ends: 'the text ends too early; a bracket is not closed, or a value is missing',
  text_deep: 'lists stand in lists more than a hundred deep; a layer list is three deep at most',
  text_twice: 'the name {value} stands twice in one object; each may stand once',

  // the list as a whole
  layers_form:
    '{value} is not a list of layers; write rows such as [["conv1", 11, 4, 0], ["pool1", 3, 2, 0]]',
  layers_missing: 'the document has no layers; write {"layers": [["conv1", 11, 4, 0]]}',
  layers_empty: 'the list of layers is empty; write at least one, such as ["conv1", 11, 4, 0]',
  layers_too_many: '{count} layers are too many; at most {limit} are read',
  layers_integer_keys:
    'an object loses the order of keys such as {value}; write a list of rows, [[{value}, 3, 1, 1], ...]',
  document_key: '{parameter} is not a key of a network.{{ Did you mean {nearest}?}} It has {known}',
  network_name: 'name {value} is not text; write a name such as "AlexNet"',
  spacing_form:
    'spacing {value} is not the size of a pixel; write a positive number, or one an axis',
  unit_form: 'unit {value} is not a unit; write text such as "mm", or one an axis',

  // the input
  input_missing: 'input_size is missing; write the size of the input, such as 227 or [227, 227]',
  input_form:
    'input_size {value} is not a size; write a number such as 227, or a list of 1 to {limit} numbers',
  input_axes: 'input_size {value} has {count} axes; write 1 to {limit} numbers',

  // one row
  row_form: '{value} is not a layer; write a row such as ["conv1", 11, 4, 0], or an object',
  row_empty: 'the row is empty; write a row such as ["conv1", 11, 4, 0]',
  row_kernel: 'the row has no kernel_size; write a row such as ["conv1", 11, 4, 0]',
  row_long:
    'the row has {count} numbers; it takes at most 4: kernel_size, stride, padding, dilation',
  row_name: 'the row is called {value} by its key, and "{other}" by its name; give one name',

  // names
  name_form: 'name {value} is not text; write a name such as "conv1"',
  name_empty: 'the name is empty; write a name such as "conv1", or leave it out',
  name_long: 'the name is {count} characters long; at most {limit} are read',
  name_reserved: 'the name "input" belongs to the input of the network; choose another',
  name_taken: 'the name {value} is already that of layer {other}; names are unique',

  // types and parameters
  type_missing: 'type is missing; write one of {known}',
  type_form: 'type {value} is not text; write one of {known}',
  type_unknown: 'type {value} is not known.{{ Did you mean {nearest}?}} Known are {known}',
  parameter_unknown: ({ type, known, ...values }) =>
    fill(
      `{parameter} is not a parameter of {type}.{{ Did you mean {nearest}?}}{{ ${capital(articleOf(type))} {type} takes {known}}}`,
      { ...values, type, known: Array.isArray(known) && known.length === 0 ? 'none' : known },
    ),
  parameter_missing: ({ type, ...values }) =>
    fill(`{parameter} is missing; ${articleOf(type)} {type} needs it`, { ...values, type }),
  list_length: ({ count, axes, ...values }) =>
    fill(
      `{parameter} {value} has ${count === 1 ? '1 entry' : `${String(count)} entries`}; write one value, or ${oneEach(axes)}`,
      values,
    ),
  number_text: '{parameter} {value} is text; write a whole number{{ such as {meant}}}',
  number_form: '{parameter} {value} is not a number; write a whole number{{ from {least} on}}',
  number_finite:
    '{parameter} {value} is not a number that can be used; write a whole number{{ from {least} on}}',
  number_whole: '{parameter} {value} is not a whole number{{; write one from {least} on}}',
  number_small: '{parameter} {value} is too small; it must be at least {least}',
  number_large: '{parameter} {value} is too large; at most {limit} is read',
  positive_form:
    '{parameter} {value} is not a positive number; write one such as 2 or 0.5, or one an axis',
  padding_negative: '{parameter} {value} is negative; to take pixels away, use a crop layer',
  padding_form:
    '{parameter} {value} is no padding; write a number, one an axis, pairs [before, after], "same" or "valid"',
  pad_form:
    '{parameter} {value} is no padding; write a number, one an axis, or pairs [before, after]',
  cropping_negative: '{parameter} {value} is negative; to put pixels around, use a pad layer',
  cropping_form:
    '{parameter} {value} is no cropping; write a number, one an axis, or pairs [before, after]',
  choice: '{parameter} {value} is not one of {known}.{{ Did you mean {nearest}?}}',
  boolean_form: '{parameter} {value} is neither true nor false',
  text_form: '{parameter} {value} is not text',
  reason_empty: '{parameter} is empty; say why the layer is unknown',
  scope_missing:
    'scope is missing; write "pixel" (layer norm over the channels) or "map" (instance, group and spatial layer norm, squeeze and excite)',
  step_zero: 'step 0 goes nowhere; write 1 or more, or a negative number to go backwards',
  axes_form: '{parameter} {value} is no list of axes; write some of 0 to {last}',
  axes_number:
    '{parameter} holds {value}, which is no axis; write some of 0 to {last}, in the order of input_size',
  axes_twice: '{parameter} holds {value} twice; name each axis once',
  shift_alone: '{parameter} {value} shifts windows, and there are none; write a window',
  dilation_alone:
    '{parameter} {value} spreads the features of windows, and there are none; write a window',
  shift_large:
    '{parameter} {value} is not smaller than the window {window}{{ on axis {axis}}}; windows repeat, so write {meant}',
  bound_form:
    '{parameter} {value} is no bound; write "whole", or the parameters of a conv such as {"kernel_size": 3, "padding": 1}',
  bound_size:
    'output_size {value} is not the size {size} that its bound makes{{ on axis {axis}}}; leave it out, or change the bound',
  upsample_neither: 'scale_factor is missing; an upsample needs it, or size',
  upsample_both: 'scale_factor and size say the same; give one of them',
  align_corners_mode: 'align_corners goes with mode linear or cubic; mode is {mode}',
  output_padding_large:
    'output_padding {value} is too large{{ on axis {axis}}}; it must be smaller than stride {stride} or dilation {dilation}',
  output_padding_same:
    'output_padding {value} and padding "same" exclude each other; write numbers, or leave output_padding out',

  // the graph
  inputs_form:
    'inputs {value} is not a list of names; write one such as ["conv1"], or leave it out',
  inputs_empty: 'inputs is an empty list; name a layer above, or leave it out',
  inputs_name: 'inputs holds {value}, which is not the name of a layer',
  inputs_unknown: 'inputs names {value}, and no layer has that name.{{ Did you mean {nearest}?}}',
  inputs_below:
    'inputs names {value}, which stands below as layer {other}; only layers above can feed it',
  inputs_itself: 'inputs names the layer itself; only layers above can feed it',
  inputs_too_many:
    '{count} inputs feed it, and {type} takes one; join them with add or concat first',
  inputs_total: 'the layers have more than {limit} inputs together',
  inputs_differ:
    'its inputs differ in size{{ on axis {axis}}}: {first} is {first_size}, {second} is {second_size}; they must be equal, or 1',

  // sizes
  kernel_large:
    '{parameter} {value} is larger than the padded input {padded} (n {n} + padding {before} + {after}){{ on axis {axis}}}',
  kernel_wide:
    '{parameter} {value} with dilation {dilation} spans {extent}, more than the padded input {padded} (n {n} + padding {before} + {after}){{ on axis {axis}}}',
  size_large: 'the output would have {size} features{{ on axis {axis}}}; at most {limit} are read',
  same_with_ceil:
    'padding "same" and ceil_mode exclude each other; write numbers, or leave ceil_mode out',
  same_refused: '{parameter} "same" means nothing for {type}; write numbers',
  padding_reflect:
    '{parameter} {value} reflects more than the input has (n {n}){{ on axis {axis}}}; it must be at most {limit}',
  padding_circular:
    '{parameter} {value} goes round more than once (n {n}){{ on axis {axis}}}; it must be at most {limit}',
  transpose_empty:
    'padding {before} + {after} leaves {size} features{{ on axis {axis}}}: (n {n} − 1) · stride {stride} + {extent} − {before} − {after} + output_padding {output_padding}; it must be at least 1',
  scale_small: ({ n, ...values }) =>
    fill(
      `scale_factor {value} leaves nothing of ${theFeatures(n)}{{ on axis {axis}}}; at least one must be left`,
      values,
    ),
  slice_empty: ({ n, ...values }) =>
    fill(
      `start {start}, stop {stop}, step {step} take nothing of ${theFeatures(n)}{{ on axis {axis}}}; take at least one`,
      values,
    ),
  crop_all: ({ n, ...values }) =>
    fill(
      `{parameter} {value} takes away ${n === 1 ? 'the only feature' : `all ${String(n)} features`}{{ on axis {axis}}}; leave at least one`,
      values,
    ),
  factor_divides:
    '{parameter} {value} does not divide the number of features, {n}{{ on axis {axis}}}; choose a divisor, or pad or crop first',
  beyond_exact: 'its numbers pass 2^53 and would no longer be exact',

  // questions about a network
  layer_unknown: 'no layer is called {value}.{{ Did you mean {nearest}?}}',
  index_form: ({ axes, ...values }) =>
    fill(
      `{parameter} {value} is no place in "{name}"; write a whole number, or ${oneEach(axes)}`,
      values,
    ),
  index_axes: ({ axes, ...values }) =>
    fill(`{parameter} {value} has not ${entryEach(axes)} of "{name}"`, values),
  index_whole:
    '{parameter} {value} is not a whole number{{ on axis {axis}}}; "{name}" goes from 0 to {last}',
  index_range:
    '{parameter} {value} is outside "{name}"{{ on axis {axis}}}; it goes from 0 to {last}',
  extent_whole:
    '{parameter} {value} is no number of features{{ on axis {axis}}}; write a whole number from 1 to {most}',
  extent_range:
    '{parameter} {value} leaves "{name}"{{ on axis {axis}}}; from its index on, at most {most} can be meant',

  // why a row is not exact
  bound_layer: 'at most this is read{{ from {layer} on}}: {reason}',
  unsupported_layer: 'what is read is not known{{ from {layer} on}}: {reason}',
  whole_from: 'everything is seen from {layer} on',
  bound_features:
    'its branches differ in jump, and {count} features are more than the {limit} looked at',
  bound_phases: 'its fields repeat after more than {limit} features',
  bound_pieces: 'its field has too many holes to count',

  // findings
  padding_seen: ({ share, layer }) =>
    fill('{share} of the features of {layer} see padding', {
      layer,
      share: showShare(Number(share)),
    }),

  // what is looked at
  view_value: '{parameter} {value} is not read; write {expected}',
  view_file:
    'the file of the view {value} could not be loaded; keep the folder receptive-field beside receptive-field.js',
  selection_layer: '{parameter} names {value}, and no layer has that name; there are {names}',
  selection_index: '{parameter} index {value} is no feature of "{layer}", which has {size}',
  selection_extent:
    '{parameter} {value} leaves "{layer}"; from its index on there are {most} features',
  selection_pixel: '{parameter} {value} is no pixel of the input; it has {size} pixels ({axes})',

  // what a figure says of a feature
  readout_sees: ({ pixels, several, ...values }) =>
    fill(
      pixels === 1
        ? `${sees(several)} 1 pixel{{ ({length})}}`
        : `${sees(several)} {size} pixels{{ ({length})}}${together(several)}`,
      values,
    ),
  readout_sees_padding: ({ several, ...values }) =>
    fill(
      `${sees(several)} {size} pixels{{ ({length})}}${together(several)}, {share} of them padding`,
      values,
    ),
  readout_whole: ({ several, ...values }) =>
    fill(`${sees(several)} everything{{ along {axes}}}, {size} pixels{{ ({length})}}`, values),
  readout_bound: ({ several, ...values }) =>
    fill(`${sees(several)} at most {size} pixels{{ ({length})}}`, values),
  readout_unsupported: ({ several }) => `${sees(several)} pixels that are not known`,
  readout_reason: ({ reason }) => `${capital(String(reason))}.`,
  readout_nothing: ({ several }) => `${sees(several)} no pixel`,
  readout_where:
    '{ranges}, around ({center}){{ or ({place})}}: {share} of the image. None of it is padding.',
  readout_where_padding:
    '{ranges}, around ({center}){{ or ({place})}}: {share} of the image. {pixels} of its {covered} pixels are real.',
  readout_where_nothing: 'Its field, {ranges}, is all padding.',
  readout_where_none: 'Nothing from the layers below reaches it.',
  coverage: ({ least, most, layer, texts, exact }) => {
    const [few, many] = texts as string[];
    const count = least === most ? '{many}' : most === 1 ? 'none or 1' : '{few} to {many}';
    const looking = most === 1 ? 'feature' : 'features';
    return fill(`Each pixel is seen by ${exact ? '' : 'at most '}${count} ${looking} of {layer}.`, {
      few: least === 0 ? 'none' : few,
      many,
      layer,
    });
  },
  heat: 'Half of the weight: {half} of {pixels} pixels{{, in cells of {cell}}}.',
  heatmap:
    'Half of the measured weight: {half} of {pixels} pixels{{; measured width {width}, theoretical {r}}}.',
  readout_above: ({ count, several, ...values }) =>
    fill(
      `${featuresOf(count)} of {layer} ${count === 1 ? 'looks' : 'look'} at ${several ? 'them' : 'it'}.`,
      values,
    ),
  readout_pixel: ({ several, pixel }) => `${several ? 'Pixels' : 'Pixel'} ${String(pixel)}`,
  readout_seen: ({ several, n, ...values }) =>
    fill(
      n === 1
        ? `${several ? 'are' : 'is'} seen by the one feature of {layer}`
        : values.count === n
          ? `${several ? 'are' : 'is'} seen by all ${String(n)} features of {layer}`
          : `${several ? 'are' : 'is'} seen by {count} of the ${String(n)} features of {layer}: {range}`,
      values,
    ),
  readout_unseen: ({ several, ...values }) =>
    fill(`${several ? 'are' : 'is'} seen by no feature of {layer}`, values),
  readout_shares: ({ several, pixels, ...values }) =>
    fill(`${several ? 'share' : 'shares'} ${countOf(pixels, 'pixel')} with {other}`, values),
  readout_shares_nothing: ({ several, ...values }) =>
    fill(`${several ? 'share' : 'shares'} no pixel with {other}`, values),
  readout_common: ({ pixels, ...values }) =>
    fill(
      `${pixels === 1 ? 'That is' : 'Those are'} {share} of what the selection sees, {rest} of what the pinned one sees.`,
      values,
    ),
  readout_pinned: 'Pinned: select another to compare.',
  readout_apart: 'Their fields lie apart.',
  readout_pixels: ({ pixels }) => countOf(pixels, 'pixel'),
  readout_each: '{first}: {own}; {second}: {pinned}.',
  readout_lookers: '{count} of {n} of {layer}',
  readout_lookers_all: 'all {n} of {layer}',
  readout_lookers_elsewhere: (values) =>
    fill('{{Along {axis}. }}{{Also by {layers}.}}', values).trim(),
  readout_third_axis: 'Drawn at {axis} {index} of {size}.',
  readout_selected: 'Selected: ',
  readout_none: 'No feature is selected',
  readout_how: 'Point at a feature to see its field; a click keeps it, the arrow keys move it.',
  rows_folded: '{layers} layers in {rows} rows{{, along {axis}}}',
  rows_without_room: '{drawn} of {layers} layers have room',
  readout_through: '{says} through {way}',
  fold_layers: '{{{blocks} blocks, }}{count} layers{{, stride {stride}}}',
  figure_before: 'The picture and the grey numbers are from before.',
  wrong_value: '{{{layer}: }}{parameter} cannot be {value}',
  wrong_parameter: '{{{layer}: }}{parameter} cannot be read',
  wrong_name: '{{{layer}: }}there is no parameter {parameter}',
  wrong_layer: '{layer} cannot be read',
  figure_nothing: 'Nothing is drawn until this is put right.',
  slow: 'Loading the view',

  // what has no room in the header
  more_title: 'More options',

  // what stands below a figure
  findings_warning: 'Warning: {message}',
  layers_title: 'Layers{{ ({count})}}',
  sums_of: '{layer}, worked out',
  sums_how: 'How {layer} came about',
  growth_title: 'Growth of the field',

  // what a table says below a name
  note_dilation: 'dilation {dilation}',
  note_ceil: 'rounds up',
};

/**
 * The sentence of `code` with `values` put in.
 *
 * Where `values` has a `position`, the layer stands before it: `layer 4 "conv5": ...`.
 */
export function sentence(code: string, values: Values): string {
  const template = SENTENCES[code];
  if (template === undefined) throw new Error(`no sentence has the code ${code}`);
  const said = typeof template === 'string' ? fill(template, values) : template(values);
  if (values.position !== undefined) return fill(LAYER, values) + said;
  return values.line === undefined ? said : fill(TEXT, values) + said;
}
