import type { RouteRecordRaw } from 'vue-router';
import WallPage from './pages/WallPage.vue';

export const routes: RouteRecordRaw[] = [
  { path: '/', redirect: '/wall' },
  { path: '/wall', name: 'wall', component: WallPage, meta: { live: true } },
  {
    path: '/incidents/:id',
    name: 'incident',
    component: () => import('./pages/IncidentPage.vue'),
    meta: { live: true },
  },
  {
    path: '/sources',
    name: 'sources',
    component: () => import('./pages/SourcesPage.vue'),
    meta: { live: true },
  },
  { path: '/sign-in', name: 'sign-in', component: () => import('./pages/SignInPage.vue') },
  {
    path: '/:path(.*)*',
    name: 'not-found',
    component: () => import('./pages/NotFoundPage.vue'),
  },
];
