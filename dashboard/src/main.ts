import { createPinia } from 'pinia';
import { createApp } from 'vue';
import { createRouter, createWebHistory } from 'vue-router';
import { apiBase, basePath } from './access/base-path.js';
import { sessionSource } from './access/session.source.js';
import App from './App.vue';
import { chooseLocale, createTexts } from './i18n/index.js';
import { incidentsSource } from './incidents/incidents.source.js';
import { socketSource } from './live/socket.source.js';
import { routes } from './router.js';
import './ui/tokens.css';
import './ui/base.css';

const asked = new URLSearchParams(location.search).get('lang');
const locale = chooseLocale([asked, ...navigator.languages]);
document.documentElement.lang = locale;

const source = socketSource({
  mayRead: sessionSource.mayRead,
  curve: async (id) => {
    const answer = await incidentsSource.curve(id);
    return answer.ok ? answer.value : undefined;
  },
  basePath: apiBase,
});

createApp(App, { source })
  .use(createPinia())
  .use(createTexts(locale))
  .use(createRouter({ history: createWebHistory(`${basePath}/`), routes }))
  .mount('#app');
