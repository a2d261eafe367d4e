/** NUL ends a text in C: PostgreSQL refuses it, and with it the whole commit; SQLite would keep it, and tools would not show what follows. */
export const storable = <T>(value: T): T =>
  typeof value === 'string' && value.includes('\0') ? (value.replaceAll('\0', '\uFFFD') as T) : value;
