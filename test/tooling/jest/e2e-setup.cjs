/* global jest */
jest.setTimeout(180_000);
