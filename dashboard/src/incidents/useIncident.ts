import type { Impact, IncidentDetail, TimelineEntry } from '@rollcall/shared';
import { computed, onScopeDispose, shallowRef, watch, type Ref } from 'vue';
import type { ApiFailure, ApiResult } from '../access/api.source.js';
import { isFiltering, type Filter } from '../impact/filter.js';
import { useLive } from '../live/live.store.js';
import type { Act } from './deed.js';
import type { IncidentsSource } from './incidents.source.js';

const refreshMs = 3_000;

/** One incident: live while the view carries it, else as the server keeps it; counted under a filter. */
export const useIncident = (id: Ref<string>, filter: Ref<Filter>, source: IncidentsSource) => {
  const live = useLive();
  const fetched = shallowRef<IncidentDetail>();
  const counted = shallowRef<Impact>();
  const timeline = shallowRef<TimelineEntry[]>([]);
  const problem = shallowRef<ApiFailure>();

  const inView = computed(() => live.view?.incidents.find((one) => one.id === id.value));
  const incident = computed(() => inView.value ?? fetched.value);
  const shown = computed(() => {
    if (!incident.value) return undefined;
    if (!isFiltering(filter.value)) return incident.value;
    return counted.value && { ...incident.value, impact: counted.value };
  });

  const keep = <T>(wanted: string, answer: ApiResult<T>, take: (value: T) => void) => {
    if (wanted !== JSON.stringify([id.value, filter.value])) return;
    problem.value = answer.ok ? undefined : answer.error;
    if (answer.ok) take(answer.value);
  };
  const asked = () => JSON.stringify([id.value, filter.value]);

  const load = async () => {
    const wanted = asked();
    keep(wanted, await source.get(id.value), (value) => (fetched.value = value));
    if (!problem.value) {
      keep(wanted, await source.timeline(id.value), (value) => (timeline.value = value));
    }
  };
  const count = async () => {
    if (!isFiltering(filter.value)) return;
    const wanted = asked();
    keep(wanted, await source.impact(id.value, filter.value), (value) => (counted.value = value));
  };

  watch(
    // the severity too: what the rule decides is no version
    [id, () => inView.value?.version, () => inView.value?.severity],
    () => void load(),
    { immediate: true },
  );
  watch(
    filter,
    () => {
      counted.value = undefined;
      void count();
    },
    { immediate: true },
  );
  const timer = setInterval(() => void count(), refreshMs);
  onScopeDispose(() => clearInterval(timer));

  /** Does something to the incident; what it returns is shown at once, and the timeline with it. */
  const act: Act = async (part, body = {}, method = 'POST'): Promise<ApiFailure | undefined> => {
    const answer = await source.decide(
      id.value,
      part,
      method === 'POST' ? body : undefined,
      method,
    );
    if (!answer.ok) return answer.error;
    await load();
    return undefined;
  };

  const detail = computed(() => (fetched.value?.id === id.value ? fetched.value : undefined));
  return { incident: shown, detail, timeline, problem, act, reload: load };
};
