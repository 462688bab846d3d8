import type { IncidentSlices } from '@rollcall/shared';
import { onScopeDispose, shallowRef, watch, type Ref } from 'vue';
import type { IncidentsSource } from './incidents.source.js';

const refreshMs = 5_000;

/** Where an incident still fails, asked again every few seconds. */
export const usePlaces = (id: Ref<string>, source: IncidentsSource) => {
  const places = shallowRef<IncidentSlices>();
  const load = async () => {
    const wanted = id.value;
    const answer = await source.slices(wanted);
    if (answer.ok && wanted === id.value) places.value = answer.value;
  };
  watch(
    id,
    () => {
      places.value = undefined;
      void load();
    },
    { immediate: true },
  );
  const timer = setInterval(() => void load(), refreshMs);
  onScopeDispose(() => clearInterval(timer));
  return places;
};
