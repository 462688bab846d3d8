import type { Page } from 'playwright-core';

/** What is wrong with a screen, measured in the browser: each fault names what it found. */
export interface Faults {
  /** Letters smaller than the least size. */
  small: string[];
  /** Text or marks that lie on each other. */
  overlapping: string[];
  /** Text that leaves the screen, or that something hides a part of. */
  cut: string[];
  /** What scrolls. */
  scrolling: string[];
}

interface Ink {
  words: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** @param leastPx the smallest letters allowed, px */
export const faultsOf = (page: Page, leastPx: number): Promise<Faults> =>
  page.evaluate((least) => {
    const faults: Faults = { small: [], overlapping: [], cut: [], scrolling: [] };
    const inks: Ink[] = [];
    const hidden = (element: Element) => element.closest('.hidden-visually, [hidden]') !== null;
    const clips = (element: Element) => {
      const { overflowX, overflowY } = getComputedStyle(element);
      return overflowX !== 'visible' || overflowY !== 'visible';
    };

    const inside = (ink: Ink, box: { left: number; right: number; top: number; bottom: number }) =>
      ink.left >= box.left - 1 &&
      ink.right <= box.right + 1 &&
      ink.top >= box.top - 1 &&
      ink.bottom <= box.bottom + 1;

    const take = (ink: Ink, element: Element) => {
      inks.push(ink);
      const screen = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
      if (!inside(ink, screen)) faults.cut.push(`${ink.words}: leaves the screen`);
      for (let at: Element | null = element; at; at = at.parentElement) {
        if (clips(at) && at !== document.documentElement && at !== document.body) {
          if (!inside(ink, at.getBoundingClientRect())) faults.cut.push(`${ink.words}: hidden`);
        }
      }
    };

    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      const words = node.textContent?.trim();
      if (
        !words ||
        !element ||
        hidden(element) ||
        /^(SCRIPT|STYLE|NOSCRIPT)$/.test(element.tagName)
      )
        continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const size = parseFloat(getComputedStyle(element).fontSize);
      for (const box of range.getClientRects()) {
        if (box.width < 1 || box.height < 1) continue;
        if (size < least - 0.01) faults.small.push(`${words}: ${size} px`);
        // the letters themselves, without the room a font keeps above and below
        const middle = (box.top + box.bottom) / 2;
        const ink = {
          words,
          left: box.left,
          right: box.right,
          top: middle - size * 0.34,
          bottom: middle + size * 0.36,
        };
        take(ink, element);
      }
    }
    for (const mark of document.querySelectorAll('svg.mark')) {
      const { left, right, top, bottom } = mark.getBoundingClientRect();
      const words = `mark ${mark.getAttribute('data-kind')}`;
      if (!hidden(mark)) take({ words, left, right, top, bottom }, mark);
    }

    const slack = 1.5;
    inks.forEach((a, i) => {
      for (const b of inks.slice(i + 1)) {
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (wide > slack && high > slack) faults.overlapping.push(`${a.words} × ${b.words}`);
      }
    });

    const { scrollWidth, scrollHeight } = document.documentElement;
    if (scrollWidth > innerWidth || scrollHeight > innerHeight)
      faults.scrolling.push(`the page: ${scrollWidth} × ${scrollHeight}`);
    for (const element of document.querySelectorAll('body *')) {
      const { overflowX, overflowY } = getComputedStyle(element);
      const scrolls = (overflow: string) => overflow === 'auto' || overflow === 'scroll';
      const wider = scrolls(overflowX) && element.scrollWidth > element.clientWidth;
      const higher = scrolls(overflowY) && element.scrollHeight > element.clientHeight;
      if (wider || higher) faults.scrolling.push(element.className);
    }
    return faults;
  }, leastPx);

export const noFaults: Faults = { small: [], overlapping: [], cut: [], scrolling: [] };

/** Computed letter sizes of what a selector finds, px. */
export const sizesOf = (page: Page, selector: string): Promise<number[]> =>
  page.$$eval(selector, (nodes) =>
    nodes.map((node) => parseFloat(getComputedStyle(node).fontSize)),
  );
