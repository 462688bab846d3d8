// Four projects; a spec's suffix tells which one it belongs to, and what it costs to run.
//   unit       *.spec.ts in shared, server and test: no I/O, milliseconds
//   dashboard  *.spec.ts in dashboard: components in jsdom
//   int        *.int.spec.ts: a real Redis, real processes
//   e2e        *.e2e.spec.ts: the whole, in a real browser
const base = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'vue', 'node'],
  transform: { '\\.(ts|vue|css|svg|[cm]?js)$': '<rootDir>/test/tooling/jest/transformer.cjs' },
  transformIgnorePatterns: [],
  resolver: '<rootDir>/test/tooling/jest/resolver.cjs',
  modulePathIgnorePatterns: ['<rootDir>/(shared|server|dashboard)/dist/', '<rootDir>/\\.rollcall/'],
  testEnvironmentOptions: {
    customExportConditions: ['@rollcall/source', 'node', 'node-addons', 'require', 'default'],
  },
};

const costly = ['\\.int\\.spec\\.ts$', '\\.e2e\\.spec\\.ts$'];

export default {
  projects: [
    {
      ...base,
      displayName: 'unit',
      testMatch: ['<rootDir>/{shared,server}/src/**/*.spec.ts', '<rootDir>/test/**/*.spec.ts'],
      testPathIgnorePatterns: ['/node_modules/', ...costly],
    },
    {
      ...base,
      displayName: 'dashboard',
      testEnvironment: 'jsdom',
      setupFiles: ['<rootDir>/test/tooling/jest/dashboard-setup.cjs'],
      testMatch: ['<rootDir>/dashboard/src/**/*.spec.ts'],
    },
    {
      ...base,
      displayName: 'int',
      testMatch: ['<rootDir>/server/src/**/*.int.spec.ts', '<rootDir>/test/**/*.int.spec.ts'],
      setupFilesAfterEnv: ['<rootDir>/test/tooling/jest/int-setup.cjs'],
    },
    {
      ...base,
      displayName: 'e2e',
      testMatch: ['<rootDir>/test/**/*.e2e.spec.ts'],
      setupFilesAfterEnv: ['<rootDir>/test/tooling/jest/e2e-setup.cjs'],
    },
  ],
};
