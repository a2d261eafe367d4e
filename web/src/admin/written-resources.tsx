import { useSignal } from '@preact/signals';
import type { WrittenResource } from '../../upkeep.d.ts';
import { mentionsAll, SearchField } from '../parts/search-field.tsx';
import { Problem } from '../parts/problem.tsx';
import { scrollable } from '../parts/scrollable.ts';
import { useLive } from '../use-live.ts';
import { ResourceEditor } from './resource-editor.tsx';
import { useTell } from './words.ts';

const blank: WrittenResource = { kind: '', name: '', base: 0, file: null, yaml: 'kind: person\nname: \nspec:\n  displayName: \n' };

/** Every resource as YAML: read where a file says it, edited where the console does. */
export function WrittenResources({ isAdmin }: { isAdmin: boolean }) {
  const tell = useTell();
  const asked = useLive('written', (desk) => desk.api.get<{ resources: WrittenResource[] }>('/config/written'), ['config']);
  const search = useSignal('');
  const isMaking = useSignal(false);
  const found = asked.value.value?.resources.filter((r) => mentionsAll(`${r.kind} ${r.name} ${r.yaml}`, search.value));
  return (
    <section class="panel" aria-labelledby="resources-title" data-testid="written">
      <h2 id="resources-title">{tell('resourcesTitle')}</h2>
      <Problem of={asked} />
      <div class="written-tools">
        <SearchField text={search} placeholder={tell('findResource')} />
        {isAdmin && (
          <>
            <button type="button" class="button" onClick={() => (isMaking.value = true)}>
              {tell('newResource')}
            </button>
            <a class="button" href="/api/v1/config/export" download="tocsin.yaml">
              {tell('exportYaml')}
            </a>
          </>
        )}
      </div>
      {isMaking.value && <ResourceEditor resource={blank} onDone={() => (isMaking.value = false)} />}
      <ul class="written">
        {found?.map((resource) => (
          <Written key={`${resource.kind}/${resource.name}`} resource={resource} isAdmin={isAdmin} />
        ))}
      </ul>
    </section>
  );
}

function Written({ resource, isAdmin }: { resource: WrittenResource; isAdmin: boolean }) {
  const tell = useTell();
  const isEdited = useSignal(false);
  const { kind, name, file, yaml } = resource;
  return (
    <li>
      <details>
        <summary>
          <span class="hint">{kind}</span> <strong>{name}</strong>{' '}
          <span class="hint">{file === null ? tell('madeHere') : tell('writtenIn', file)}</span>
        </summary>
        {isEdited.value ? (
          <ResourceEditor resource={resource} onDone={() => (isEdited.value = false)} />
        ) : (
          <>
            <pre class="yaml" {...scrollable} role="region" aria-label={tell('yamlOf', name)}>
              {yaml}
            </pre>
            {isAdmin && file === null && (
              <button type="button" class="button" onClick={() => (isEdited.value = true)}>
                {tell('edit')}
              </button>
            )}
          </>
        )}
      </details>
    </li>
  );
}
