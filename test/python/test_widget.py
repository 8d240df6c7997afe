"""``ReceptiveField``: traits, errors, and what it tells the browser."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import comm
import ipywidgets
import numpy as np
import pytest
from networks import ALEXNET

from ipyreceptive import LayerError, Network, ReceptiveField

SMALL = [["a", 3, 2, 1], ["b", 5, 1, 2]]


class Browser:
    """What the browser's side of a comm hears and says."""

    def __init__(self, widget: ReceptiveField) -> None:
        self.widget = widget
        self.updates: list[dict[str, Any]] = []
        widget.comm.send = self._hear

    def _hear(self, data: dict[str, Any], **_: Any) -> None:
        if data["method"] == "update":
            self.updates.append(data["state"])

    def says(self, **state: Any) -> None:
        self._message({"method": "update", "state": state, "buffer_paths": []})

    def sends(self, **content: Any) -> None:
        self._message({"method": "custom", "content": content})

    def _message(self, data: dict[str, Any]) -> None:
        self.widget._handle_msg({"content": {"data": data}, "buffers": []})


@pytest.fixture
def rf() -> Iterator[ReceptiveField]:
    widget = ReceptiveField(ALEXNET, input_size=227, name="AlexNet", selection=("conv5", (6, 6)))
    yield widget
    widget.close()


@pytest.fixture
def browser(rf: ReceptiveField) -> Browser:
    return Browser(rf)


def test_traits(rf: ReceptiveField) -> None:
    assert rf.layers == ALEXNET
    assert rf.input_size == (227, 227)
    assert rf.name == "AlexNet"
    assert rf.selection == {"layer": "conv5", "index": (6, 6)}
    assert rf.view == {}
    assert rf.result is None
    assert repr(rf) == "<ReceptiveField AlexNet: 10 layers on 227 × 227>"


@pytest.mark.parametrize(
    "source",
    [
        Network(SMALL, (24, 32), "Small", spacing=2, unit="mm"),
        {
            "layers": {"a": [3, 2, 1], "b": [5, 1, 2]},
            "input_size": (24, 32),
            "name": "Small",
            "spacing": 2,
            "unit": "mm",
        },
        Network(SMALL, (24, 32), "Small", spacing=2, unit="mm").to_json(),
    ],
)
def test_takes_all_that_a_network_takes(source: Any) -> None:
    rf = ReceptiveField(source)
    assert rf.network == Network(SMALL, (24, 32), "Small", spacing=2, unit="mm")
    assert (rf.input_size, rf.name, rf.spacing, rf.unit) == ((24, 32), "Small", (2, 2), ("mm",) * 2)


def test_answers_at_once(rf: ReceptiveField) -> None:
    assert rf.network == Network(ALEXNET, 227, "AlexNet")
    assert rf["conv5"].r == (163, 163)
    assert rf.field("conv5", (6, 6)) == rf.network.field("conv5", 6)
    with pytest.raises(KeyError, match="conv9"):
        rf["conv9"]


def test_what_is_wrong_raises_where_it_was_written() -> None:
    with pytest.raises(LayerError, match="kernel_size 99 is larger"):
        ReceptiveField([["a", 99]], 9)
    with pytest.raises(LayerError, match="input_size is missing"):
        ReceptiveField(SMALL)
    with pytest.raises(LayerError, match=r'view\.mode "sideways"'):
        ReceptiveField(SMALL, 24, view={"mode": "sideways"})
    with pytest.raises(LayerError) as caught:
        ReceptiveField(SMALL, 24, selection=("c", 0))
    assert caught.value.parameter == "selection"
    with pytest.raises(LayerError):
        ReceptiveField(SMALL, 24, selection=("a", 99))
    for key, value in (("extent", 30), ("pixel", (0, 99)), ("pinned", ("c", 0)), ("size", 3)):
        with pytest.raises(LayerError) as caught:
            ReceptiveField(SMALL, 24, selection={"layer": "a", "index": 0, key: value})
        assert caught.value.parameter == f"selection.{key}"
    for view in (3, "overlay", ["overlay"]):
        with pytest.raises(LayerError, match=r"view .* is not read") as caught:
            ReceptiveField(SMALL, 24, view=view)  # type: ignore[arg-type]
        assert caught.value.parameter == "view"
    with pytest.raises(TypeError, match="selecton"):
        ReceptiveField(SMALL, 24, selecton=("a", 0))


def test_a_wrong_value_on_a_live_widget_goes_to_the_figure(browser: Browser) -> None:
    rf = browser.widget
    rf.layers = [["a", 99999]]
    assert browser.updates == [{"layers": [["a", 99999]]}]
    for ask in (lambda: rf.network, lambda: rf["a"], lambda: rf.field("a", 0)):
        with pytest.raises(LayerError, match="kernel_size 99999"):
            ask()
    assert repr(rf).startswith('<ReceptiveField: layer 1 "a": kernel_size 99999')
    rf.layers = ALEXNET
    assert rf["conv5"].r == (163, 163)


def test_what_json_cannot_carry_goes_to_the_figure_as_well(browser: Browser) -> None:
    browser.widget.layers = [["a", math.nan], ["b", {3}]]
    assert browser.updates == [
        {"layers": [["a", {"$python": 0, "number": "nan"}], ["b", {"$python": 1}]]}
    ]
    browser.widget.layers = '[["a", 3]'
    assert browser.updates[1] == {"layers": '[["a", 3]'}
    browser.widget.layers = '[["a", 3]]'
    assert browser.updates[2] == {"layers": [["a", 3]]}
    assert browser.widget["a"].r == (3, 3)


@pytest.mark.parametrize("order", [("layers", "input_size"), ("input_size", "layers")])
def test_layers_and_size_in_either_order(browser: Browser, order: tuple[str, str]) -> None:
    values = {"layers": {"a": np.array([3]), "b": [3]}, "input_size": np.int64(5)}
    for key in order:
        setattr(browser.widget, key, values[key])
    assert browser.widget.network == Network([["a", 3], ["b", 3]], 5, "AlexNet")
    assert browser.widget.layers == [["a", 3], ["b", 3]]
    assert browser.widget.input_size == (5, 5)


def test_holding_sends_one_message(browser: Browser) -> None:
    rf = browser.widget
    with rf.hold_sync():
        rf.layers = SMALL
        rf.input_size = [24, 32]
    assert browser.updates == [{"layers": SMALL, "input_size": [24, 32]}]
    with rf.hold_trait_notifications():
        rf.input_size = 9
        rf.layers = [["c", 3]]
    assert rf.network.input_size == (9, 9)


def test_network_sets_all_at_once(browser: Browser) -> None:
    rf = browser.widget
    rf.network = Network(SMALL, (24, 32), "Small")
    assert len(browser.updates) == 1
    assert rf.network == Network(SMALL, (24, 32), "Small")
    with pytest.raises(LayerError):
        rf.network = [["a", 3]]
    assert rf.name == "Small"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (None, None),
        (("conv1", (2, 3)), {"layer": "conv1", "index": (2, 3)}),
        (["conv1", [2, 3]], {"layer": "conv1", "index": (2, 3)}),
        ({"layer": "conv1", "index": [2, 3]}, {"layer": "conv1", "index": (2, 3)}),
        (("conv1", np.array([2, 3])), {"layer": "conv1", "index": (2, 3)}),
        (("conv1", 2), {"layer": "conv1", "index": (2, 2)}),
        (
            {"layer": "conv1", "index": [2, 3], "extent": 4, "pinned": ("conv2", 1)},
            {
                "layer": "conv1",
                "index": (2, 3),
                "extent": (4, 4),
                "pinned": {"layer": "conv2", "index": (1, 1)},
            },
        ),
        (
            {"layer": "conv1", "index": 0, "pixel": np.array([7, 8])},
            {"layer": "conv1", "index": (0, 0), "pixel": (7, 8)},
        ),
    ],
)
def test_selection(browser: Browser, given: Any, kept: Any) -> None:
    browser.widget.selection = given
    assert browser.widget.selection == kept


def test_python_hears_the_browser_and_does_not_answer_back(browser: Browser) -> None:
    heard: list[Any] = []
    browser.widget.observe(lambda change: heard.append(change["new"]), ["selection", "view"])
    browser.says(selection={"layer": "conv4", "index": [1, 2]})
    browser.says(view={"mode": "overlay"})
    assert heard == [{"layer": "conv4", "index": (1, 2)}, {"mode": "overlay"}]
    assert browser.updates == []


def test_result_comes_from_the_browser_alone(browser: Browser) -> None:
    rf = browser.widget
    result = {"revision": 1, "rows": [{"name": "input", "start": [0.5, "1/3"]}]}
    browser.says(result=result)
    assert rf.result == result
    with pytest.raises(Exception, match="read-only"):
        rf.result = {}
    rf.input_size = 231
    assert rf.result is None
    assert browser.updates == [{"input_size": 231}]
    rf.selection = None
    browser.says(result={**result, "revision": 2})
    rf.view = {"mode": "overlay"}
    assert rf.result["revision"] == 2


def test_python_sends_the_network_of_another_dict(browser: Browser) -> None:
    browser.widget.layers = {"10": [3, 1, 1], "2": {"type": "conv", "kernel_size": 3}}
    assert browser.updates[0]["layers"] == [
        ["10", 3, 1, 1],
        {"name": "2", "type": "conv", "kernel_size": 3},
    ]


def test_works_with_link_and_slider(rf: ReceptiveField) -> None:
    slider = ipywidgets.IntSlider(value=227, min=100, max=300)
    ipywidgets.dlink((slider, "value"), (rf, "input_size"))
    slider.value = 231
    assert rf.network.input_size == (231, 231)


def test_two_figures_linked(rf: ReceptiveField) -> None:
    other = ReceptiveField(ALEXNET, 300)
    link = ipywidgets.link((rf, "selection"), (other, "selection"))
    assert other.selection == {"layer": "conv5", "index": (6, 6)}
    other.selection = ("conv1", 3)
    assert rf.selection == {"layer": "conv1", "index": (3, 3)}
    link.unlink()
    in_browser = ipywidgets.jslink((rf, "view"), (other, "view"))
    assert in_browser.source == (rf, "view")
    in_browser.close()
    other.close()


def test_interact(rf: ReceptiveField) -> None:
    seen = []

    def draw(size: int) -> None:
        rf.input_size = size
        seen.append(rf["conv1"].n)

    controls = ipywidgets.interactive(draw, size=(227, 291, 32))
    controls.children[0].value = 291
    controls.update()
    assert seen[-1] == (71, 71)
    controls.close()


def test_a_widget_that_no_page_shows_sleeps_and_wakes(browser: Browser) -> None:
    rf = browser.widget
    model_id, layout_id = rf.model_id, rf.layout.model_id
    rf._repr_mimebundle_()
    browser.sends(event="unused", displays=1)
    assert rf.comm is None
    assert rf.layout.comm is None
    rf.selection = ("conv1", (2, 3))
    assert rf["conv1"].r == (11, 11)
    data = rf._repr_mimebundle_()
    assert rf.comm is not None
    assert (rf.model_id, rf.layout.model_id) == (model_id, layout_id)
    ours = data["application/vnd.ipyreceptive.v1+json"]
    assert ours["model_id"] == model_id
    assert ours["selection"]["layer"] == "conv1"


def ask_to_wake(model_id: str) -> None:
    """Open the comm of a page that shows a figure which another page has let go."""
    content = {
        "target_name": "ipyreceptive.wake",
        "comm_id": "line",
        "data": {"model_id": model_id},
    }
    manager = comm.get_comm_manager()
    manager.comm_open(None, None, {"content": content})
    assert manager.get_comm("line") is None


def test_a_page_wakes_what_another_page_has_let_go(browser: Browser) -> None:
    rf = browser.widget
    model_id = rf.model_id
    browser.sends(event="unused", displays=0)
    ask_to_wake("of another kernel")
    assert rf.comm is None
    ask_to_wake(model_id)
    assert rf.comm.comm_id == model_id
    assert rf.layout.comm is not None
    ask_to_wake(model_id)
    rf.close()
    ask_to_wake(model_id)
    assert rf.comm is None


def test_a_widget_put_out_since_stays_awake(browser: Browser) -> None:
    browser.widget._repr_mimebundle_()
    browser.widget._repr_mimebundle_()
    browser.sends(event="unused", displays=1)
    assert browser.widget.comm is not None


def test_a_widget_in_a_box_stays_awake(browser: Browser) -> None:
    box = ipywidgets.HBox([browser.widget])
    browser.sends(event="unused", displays=0)
    assert browser.widget.comm is not None
    box.close()
    browser.sends(event="unused", displays=0)
    assert browser.widget.comm is None


def test_a_sleeping_widget_can_be_put_into_a_box(browser: Browser) -> None:
    rf = browser.widget
    model_id = rf.model_id
    browser.sends(event="unused", displays=0)
    box = ipywidgets.HBox([rf])
    assert box.get_state()["children"] == [f"IPY_MODEL_{model_id}"]
    assert rf.comm is not None


def test_closed_for_good() -> None:
    rf = ReceptiveField(SMALL, 24)
    rf.close()
    assert rf.comm is None
    assert rf.layout.comm is None
    assert rf["b"].n == (12, 12)


def test_a_layout_that_another_widget_has_outlives_the_figure() -> None:
    rf = ReceptiveField(SMALL, 24)
    slider = ipywidgets.IntSlider(layout=rf.layout)
    rf.close()
    assert rf.layout.comm is not None
    slider.close()
    rf.layout.close()


def test_a_widget_sleeps_beside_a_box_of_closed_ones(browser: Browser) -> None:
    gone = ReceptiveField(SMALL, 24)
    box = ipywidgets.HBox([gone])
    gone.close()
    browser.sends(event="unused", displays=0)
    assert browser.widget.comm is None
    box.close()
