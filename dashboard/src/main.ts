import { createPinia } from 'pinia';
import { createApp } from 'vue';
import { createRouter, createWebHistory } from 'vue-router';
import { apiBase, basePath } from './access/base-path.js';
import { sessionSource } from './access/session.source.js';
import App from './App.vue';
import { createTexts, loadTexts } from './i18n/index.js';
import { chooseLocale, languageTags } from './i18n/plural.js';
import { incidentsSource } from './incidents/incidents.source.js';
import { socketSource } from './live/socket.source.js';
import { routes } from './router.js';
import './ui/tokens.css';
import './ui/base.css';
import './ui/controls.css';
import { recall } from './ui/memory.store.js';
import { startScheme } from './ui/useScheme.js';

const asked = new URLSearchParams(location.search);
startScheme(asked.get('theme'));
const locale = chooseLocale([asked.get('lang'), recall('language'), ...navigator.languages]);
document.documentElement.lang = languageTags[locale];

const source = socketSource({
  mayRead: sessionSource.mayRead,
  curve: async (id) => {
    const answer = await incidentsSource.curve(id);
    return answer.ok ? answer.value : undefined;
  },
  basePath: apiBase,
});

const againMs = 3_000;

const start = async () => {
  const texts = await loadTexts(locale).catch(() => undefined);
  // a deploy took the file away meanwhile, or the server is just starting: the page as it is now has it
  if (!texts) return void setTimeout(() => location.reload(), againMs);
  createApp(App, { source })
    .use(createPinia())
    .use(createTexts(locale, texts))
    .use(createRouter({ history: createWebHistory(`${basePath}/`), routes }))
    .mount('#app');
};
void start();
