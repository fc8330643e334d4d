/** What a system default says of itself and to its model. */
export interface DefaultProfile {
  name: string;
  description: string;
  system_prompt: string;
}
