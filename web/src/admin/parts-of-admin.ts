export const parts = ['doctor', 'integrations', 'slack', 'wecom', 'config', 'people', 'tokens', 'audit', 'processes'] as const;
export type Part = (typeof parts)[number];

const operators = ['admin', 'operator', 'duty-manager', 'change-manager'];
const forRoles: Partial<Record<Part, string[]>> = {
  doctor: operators,
  slack: ['admin'],
  wecom: ['admin'],
  people: ['admin'],
  tokens: ['admin'],
  audit: ['admin', 'auditor'],
  processes: operators,
};

/** What somebody with these roles may look at; the server has the last word. */
export const partsFor = (roles: readonly string[]): Part[] =>
  parts.filter((part) => {
    const needed = forRoles[part];
    return needed === undefined || needed.some((role) => roles.includes(role));
  });
