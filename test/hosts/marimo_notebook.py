import marimo

app = marimo.App(width="full")


@app.cell
def _():
    import marimo as mo

    from ipyreceptive import ReceptiveField

    rf = ReceptiveField(
        [["conv1", 11, 4, 0], ["pool1", 3, 2, 0]], 227, "AlexNet", selection=("pool1", (13, 13))
    )
    heard, hear = mo.state("nothing")
    rf.observe(lambda change: hear(str(change.new["index"])), "selection")
    rf  # noqa: B018 -- the output of the cell
    return heard, mo


@app.cell
def _(heard, mo):
    mo.md(f"The kernel heard {heard()}")


@app.cell
def _(mo):
    import ipyreceptive.widget

    # As where anywidget is not installed.
    ipyreceptive.widget.find_spec = lambda name: None
    mo.as_html(ipyreceptive.ReceptiveField([[5, 2, 0], [3, 1, 1]], 31, selection=("conv2", (6, 6))))


if __name__ == "__main__":
    app.run()
