import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

const api = 'http://127.0.0.1:4000';

export default defineConfig({
  plugins: [vue()],
  resolve: { conditions: ['@rollcall/source', 'module', 'browser', 'development|production'] },
  define: {
    __VUE_OPTIONS_API__: false,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  server: {
    proxy: {
      '/main': { target: api, ws: true },
      '/demo/api': api,
      '/demo/socket.io': { target: api, ws: true },
    },
  },
  build: {
    target: 'es2022',
    // the page's policy allows no inline script
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
});
