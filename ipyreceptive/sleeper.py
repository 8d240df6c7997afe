"""A widget that takes nothing in the browser while no page shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from threading import RLock
from typing import Any
from weakref import WeakValueDictionary

import comm
import ipywidgets
from ipywidgets.widgets.widget import _instances
from traitlets import Int

#: Held by who puts a widget to sleep or wakes one: messages of the browser may come on threads of
#: their own, while a cell puts a widget out.
_sleeping = RLock()

#: By the id of their model, so that a page can wake one that another page has let go.
_sleepers: WeakValueDictionary[str, Sleeper] = WeakValueDictionary()

#: What a page opens a comm to where it still shows a figure that sleeps.
WAKE = "ipyreceptive.wake"


def _on_wake(line: Any, message: Any) -> None:
    sleeper = _sleepers.get(message["content"]["data"].get("model_id"))
    if sleeper is not None:
        sleeper._wake()
    line.close()


comm.get_comm_manager().register_target(WAKE, _on_wake)


def _holds(value: Any, parts: Sequence[Any]) -> bool:
    """Whether a value is one of the parts, or a container with one of them."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        return any(_holds(one, parts) for one in value)
    return any(value is part for part in parts)


class Sleeper(ipywidgets.DOMWidget):
    """A widget that sleeps where the browser shows it nowhere, and wakes to be shown again."""

    #: How often it was put out, so that the browser's word of an output that is gone by now can be
    #: told from one of the output before it.
    _displays = Int(0).tag(sync=True)

    def __init__(self, **kwargs: Any) -> None:
        self._asleep = False
        super().__init__(**kwargs)
        self.on_msg(Sleeper._on_message)

    @property
    def model_id(self) -> str:
        """Name of the model in the browser."""
        self._wake()
        model_id: str = super().model_id
        return model_id

    @property
    def _is_made(self) -> bool:
        """Whether it is past its constructor, and not closed."""
        return self.comm is not None or self._asleep

    def close(self) -> None:
        """Close the figure for good, in every place that shows it."""
        self._asleep = False
        if self.comm is not None:
            # A figure that only loses its kernel stays.
            self.send({"event": "close"})
            if not self._is_part_of_another(self.layout):
                self.layout.close()
        super().close()

    def _put_out(self) -> str:
        """Have it awake to be shown once more; the name of its model."""
        with _sleeping:
            self._wake()
            self._displays += 1
            return self.model_id

    def _on_message(self, content: Any, buffers: Any) -> None:
        """Sleep where the browser shows the figure nowhere any more."""
        if content.get("event") != "unused":
            return
        with _sleeping:
            is_last = content.get("displays") == self._displays
            if self.comm is None or not is_last:
                return
            if not self._is_part_of_another(self, self.layout):
                self._sleep()

    def _is_part_of_another(self, *parts: ipywidgets.Widget) -> bool:
        """Whether a box, a link or another widget holds this widget or its layout."""
        # A copy, since a cell may make widgets meanwhile.
        others = [one for one in tuple(_instances.values()) if one not in (self, self.layout)]
        return any(_holds(list(one._trait_values.values()), parts) for one in others)

    def _sleep(self) -> None:
        """Free what the widget takes in the browser, until it is shown again."""
        _sleepers[self.model_id] = self
        for widget in (self, self.layout):
            ipywidgets.Widget.close(widget)
            # Closing also takes away the means to be shown.
            del widget._repr_mimebundle_
        self._asleep = True

    def _wake(self) -> None:
        with _sleeping:
            if self._asleep:
                self._asleep = False
                self.layout.open()
                self.open()
