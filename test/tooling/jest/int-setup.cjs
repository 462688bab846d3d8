/* global jest */
// A project's own `testTimeout` is not heeded, so the two costly projects set theirs here.
jest.setTimeout(60_000);
