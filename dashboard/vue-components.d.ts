// For ESLint's type checks, which don't read .vue files; vue-tsc does, and then this is not used.
declare module '*.vue' {
  import type { DefineComponent } from 'vue';

  const component: DefineComponent<object, object, unknown>;
  export default component;
}
