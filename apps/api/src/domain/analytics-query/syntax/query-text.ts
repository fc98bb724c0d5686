/** As much of a string as the lexer needs. Tests pass one that counts how often it is read. */
export type QueryText = Pick<string, 'length' | 'charCodeAt' | 'slice'>;
