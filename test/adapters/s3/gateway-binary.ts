import { obtainGoTool } from '../../go-tool.ts'

/** The Versity S3 gateway that tests run; null when it cannot be built. */
export function obtainGateway(): Promise<string | null> {
  return obtainGoTool('the Versity S3 gateway', 'github.com/versity/versitygw/cmd/versitygw@v1.8.0')
}
