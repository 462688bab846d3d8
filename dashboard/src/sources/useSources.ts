import type { DirectorySize, ProbeView, SourceView } from '@rollcall/shared';
import { onMounted, onScopeDispose, ref, shallowRef } from 'vue';
import type { ApiFailure, ApiResult } from '../access/api.source.js';
import type { SourcesSource } from './sources.source.js';

const everyMs = 2_000;
/** The directory changes slowly: asked for in one round of so many. */
const directoryEvery = 10;

/** Who sends, and how the site checks stand: asked for every two seconds while somebody looks. */
export const useSources = (source: SourcesSource) => {
  const sources = shallowRef<SourceView[]>();
  const probes = shallowRef<ProbeView[]>();
  const directory = shallowRef<DirectorySize>();
  /** Why the last round failed; what was there before stays. */
  const problem = ref<ApiFailure>();
  let rounds = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended = false;

  const take = <T>(answer: ApiResult<T>, into: { value: T | undefined }) => {
    if (answer.ok) into.value = answer.value;
    return answer.ok ? undefined : answer.error;
  };

  const refresh = async () => {
    const size = rounds++ % directoryEvery === 0 ? source.directory() : undefined;
    const [sent, checks, known] = await Promise.all([source.sources(), source.probes(), size]);
    problem.value =
      take(sent, sources) ?? take(checks, probes) ?? (known && take(known, directory));
  };

  const round = async () => {
    clearTimeout(timer);
    if (!document.hidden) await refresh();
    if (!ended) timer = setTimeout(() => void round(), everyMs);
  };
  const seen = () => {
    if (!document.hidden) void round();
  };

  onMounted(() => {
    document.addEventListener('visibilitychange', seen);
    void round();
  });
  onScopeDispose(() => {
    ended = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', seen);
  });

  return { sources, probes, directory, problem, refresh };
};
