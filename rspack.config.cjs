/** What JupyterLab's builder adds for this extension. */
const { BannerPlugin, Compilation } = require('@rspack/core');

module.exports = {
  plugins: [
    // Browsers that know this line compile all of a file beside the page's own work, as it comes.
    new BannerPlugin({
      banner: '//# allFunctionsCalledOnLoad',
      raw: true,
      exclude: /remoteEntry|style/,
      // After all else: a banner is a comment, which minifying takes away.
      stage: Compilation.PROCESS_ASSETS_STAGE_REPORT,
    }),
  ],
};
