import { useSignal } from '@preact/signals';
import type { Skill } from '../../api.d.ts';
import { useDesk, useSay } from '../desk.ts';
import { Dialog } from '../parts/dialog.tsx';
import { FormFoot } from './form-foot.tsx';
import { SchemaField } from './schema-field.tsx';
import { beginWith, fieldsOf, filledIn, type Field, type Values } from './schema-fields.ts';
import { useSkillCall } from './use-skill-call.ts';

type SheetProps = { skill: string; values: Values; onClose: () => void };

/** The form of any skill, made from its schema. */
export function SkillSheet({ skill: name, values, onClose }: SheetProps) {
  const { session } = useDesk();
  const say = useSay();
  const skill = session.skills.value?.find((each) => each.name === name);
  const isDeclare = name === 'incident/declare';
  if (!skill) {
    return (
      <Dialog title={name} onClose={onClose}>
        <p class="hint">{say('forbidden')}</p>
      </Dialog>
    );
  }
  return <SkillForm skill={skill} given={values} onClose={onClose} isDeclare={isDeclare} />;
}

type FormProps = { skill: Skill; given: Values; onClose: () => void; isDeclare: boolean };

function SkillForm({ skill, given, onClose, isDeclare }: FormProps) {
  const { language } = useDesk();
  const say = useSay();
  const values = useSignal(beginWith(skill, given));
  const call = useSkillCall(skill.name, onClose);
  const fields = fieldsOf(skill, language);
  const isUpFront = (field: Field) => field.isRequired || ['severity', 'people', 'person', 'system'].includes(field.name);
  const problemOf = (field: Field) => call.issues.value.find((issue) => issue.path.split('.')[0] === field.name)?.message;
  const draw = (field: Field) => (
    <SchemaField
      key={field.name}
      field={field}
      value={values.value[field.name]}
      problem={problemOf(field)}
      onChange={(value) => (values.value = { ...values.value, [field.name]: value })}
    />
  );
  const behind = fields.filter((field) => !isUpFront(field));
  return (
    <Dialog title={language.pick(skill.summary)} onClose={onClose}>
      <form
        class="form"
        data-testid={isDeclare ? 'declare-form' : 'skill-form'}
        onSubmit={(event) => {
          event.preventDefault();
          void call.send(filledIn(values.value));
        }}
      >
        {fields.filter(isUpFront).map(draw)}
        {behind.length > 0 && (
          <details class="more-fields" open={behind.some(problemOf)}>
            <summary>{say('moreFields')}</summary>
            {behind.map(draw)}
          </details>
        )}
        <FormFoot call={call} word={isDeclare ? say('declare') : say('send')} isUrgent={isDeclare} />
      </form>
    </Dialog>
  );
}
