import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { Gestures } from '../../src/elements/gestures.js';

const pointer = (x: number, y: number): PointerEvent =>
  Object.assign(new MouseEvent('pointermove', { clientX: x, clientY: y }), {
    pointerId: 1,
  }) as PointerEvent;

function setUp() {
  const plot = document.createElement('div');
  plot.setPointerCapture = vi.fn();
  const target = {
    plot: () => plot,
    drag: (shift: boolean) => (shift ? ('region' as const) : ('turn' as const)),
    hover: vi.fn(),
    pick: vi.fn(),
    ask: vi.fn(),
    turn: vi.fn(),
    region: vi.fn(),
    slide: vi.fn(),
    reset: vi.fn(),
    scrolled: vi.fn(),
    zoom: vi.fn(),
  };
  const host = Object.assign(new EventTarget(), {
    addController: vi.fn(),
    removeController: vi.fn(),
    requestUpdate: vi.fn(),
    updateComplete: Promise.resolve(true),
  });
  return { target, gestures: new Gestures(host, target) };
}

describe('Gestures', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('turns once a frame, by the last place of the pointer', () => {
    const { target, gestures } = setUp();
    gestures.down(pointer(10, 10));
    for (const x of [20, 30, 40]) gestures.move(pointer(x, 12));
    expect(target.turn).not.toHaveBeenCalled();
    vi.advanceTimersToNextFrame();
    expect(target.turn.mock.calls).toEqual([[[30, 2]]]);
  });

  it('ends a drag where the pointer was last, and then says that it has ended', () => {
    const { target, gestures } = setUp();
    gestures.down(pointer(10, 10));
    gestures.move(pointer(60, 10));
    gestures.up(pointer(60, 10));
    expect(target.turn.mock.calls).toEqual([[[50, 0]], [null]]);
    vi.advanceTimersToNextFrame();
    expect(target.turn).toHaveBeenCalledTimes(2);
    expect(target.pick).not.toHaveBeenCalled();
  });

  it('takes a press that hardly moves for a click', () => {
    const { target, gestures } = setUp();
    gestures.down(pointer(10, 10));
    gestures.move(pointer(12, 11));
    gestures.up(pointer(12, 11));
    expect(target.pick.mock.calls).toEqual([[[12, 11]]]);
    expect(target.turn).not.toHaveBeenCalled();
  });

  it('asks nothing more once it is taken from the page', () => {
    const { target, gestures } = setUp();
    gestures.move(pointer(5, 5));
    gestures.hostDisconnected();
    vi.advanceTimersToNextFrame();
    expect(target.hover).not.toHaveBeenCalled();
  });
});
