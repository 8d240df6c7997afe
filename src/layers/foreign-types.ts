/** What other libraries call a type of layer, without case, axes and signs between words. */
const NAMES: Readonly<Record<string, string>> = {
  conv_transpose: 'deconv deconvolution convtransposed transposedconv upconv',
  max_pool: 'maxpooling',
  avg_pool: 'averagepool averagepooling avgpooling meanpool',
  adaptive_pool: 'adaptiveavgpool adaptivemaxpool',
  global_pool: 'gap globalavgpool globalaveragepool globalaveragepooling globalmaxpool',
  linear: 'dense fc fullyconnected innerproduct gemm matmul',
  upsample: 'upsampling interpolate resize',
  attention: 'selfattention multiheadattention mha transformer',
  norm: 'layernorm groupnorm instancenorm',
  pointwise: 'batchnorm bn relu gelu silu sigmoid tanh softmax activation dropout identity',
  add: 'sum plus residual shortcut skip',
  multiply: 'mul product times gate',
  concat: 'cat concatenate concatenation merge',
  pad: 'padding zeropad zeropadding reflectionpad replicationpad',
  crop: 'cropping centercrop',
  pixel_shuffle: 'depthtospace',
  pixel_unshuffle: 'spacetodepth',
};

const meanings: ReadonlyMap<string, string> = new Map(
  Object.entries(NAMES).flatMap(([type, names]) => names.split(' ').map((name) => [name, type])),
);

/** The type that another library calls `name`, such as `BatchNorm2d`. */
export const foreignType = (name: string): string | undefined =>
  meanings.get(
    name
      .slice(0, 100)
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '')
      .replace(/\d+d?$/, ''),
  );
