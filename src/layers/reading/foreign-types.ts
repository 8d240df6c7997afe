/** What other libraries call a type of layer, without case, axes and signs between words. */
const NAMES: Readonly<Record<string, string>> = {
  conv: 'convolution separableconv depthwiseconv depthwiseconv2dnative groupedconv atrousconv dilatedconv',
  conv_transpose:
    'deconv deconvolution convtransposed transposedconv upconv conv2dbackpropinput conv3dbackpropinput',
  max_pool: 'maxpool',
  avg_pool: 'averagepool meanpool',
  adaptive_pool: 'adaptiveavgpool adaptivemaxpool',
  global_pool: 'gap globalavgpool globalaveragepool globalmaxpool',
  linear: 'dense fc fullyconnected innerproduct gemm matmul',
  upsample:
    'upsampling upsamplingbilinear upsamplingnearest interpolate resize resizebilinear resizenearestneighbor',
  attention: 'selfattention multiheadattention scaleddotproductattention mha transformer',
  norm: 'layernorm groupnorm instancenorm squeezeexcite squeezeexcitation',
  pointwise:
    'batchnorm fusedbatchnorm bn lrn localresponsenorm relu leakyrelu prelu elu selu gelu silu swish hardswish mish sigmoid hardsigmoid tanh softmax softplus activation dropout spatialdropout identity biasadd',
  add: 'sum plus sub subtract average maximum minimum residual shortcut skip',
  multiply: 'mul product times gate',
  concat: 'cat concatenate concatenation merge',
  pad: 'padding zeropad zeropadding constantpad circularpad mirrorpad reflectionpad replicationpad',
  crop: 'cropping centercrop',
  slice: 'stridedslice',
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
      .replace(/(pool)ing|(norm)alization/, '$1$2')
      .replace(/\d+d$|v?\d+$/, ''),
  );
