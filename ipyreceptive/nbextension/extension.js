// Where the widget is to be found beside this file. VS Code reads this text and runs none of it.
define(function () {
  window['requirejs'].config({
    map: {
      '*': {
        ipyreceptive: 'nbextensions/ipyreceptive/index',
      },
    },
  });
  return { load_ipython_extension: function () {} };
});
