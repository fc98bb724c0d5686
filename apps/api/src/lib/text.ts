/** As much of a string as a scan needs. Tests pass one that counts how often it is read. */
export type Text = Pick<string, 'length' | 'charCodeAt'>;
