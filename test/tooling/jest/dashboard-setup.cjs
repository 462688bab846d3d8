'use strict';
// What jsdom lacks and ECharts asks for: a canvas to measure text with, sizes, and a ResizeObserver.
// With these the real ECharts runs in a component test; nothing of it is replaced.
const noop = () => {};

HTMLCanvasElement.prototype.getContext = function getContext() {
  const state = { canvas: this, measureText: (text) => ({ width: String(text).length * 7 }) };
  return new Proxy(state, {
    get: (target, name) => (name in target ? target[name] : noop),
    set: (target, name, value) => {
      target[name] = value;
      return true;
    },
  });
};

for (const [name, size] of Object.entries({ clientWidth: 800, clientHeight: 400 })) {
  Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => size });
}

globalThis.ResizeObserver ??= class ResizeObserver {
  observe = noop;
  unobserve = noop;
  disconnect = noop;
};

globalThis.matchMedia ??= (media) => ({
  media,
  matches: false,
  addEventListener: noop,
  removeEventListener: noop,
});
