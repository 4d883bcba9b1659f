using Integrations.Runtime.Tests;
using Integrations.Runtime.Tests.Processing;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

// The entry point that xunit would write, and before it the other roles of this program: the process that the crash tests
// kill, and the one that is killed by its work.
if (Environment.GetEnvironmentVariable(CrashChild.StoreVariable) is { } storePath)
{
    await CrashChild.RunAsync(storePath, int.Parse(Environment.GetEnvironmentVariable(CrashChild.FirstVariable)!, null));
    return 0;
}

if (Environment.GetEnvironmentVariable(PoisonChild.StoreVariable) is { } poisoned)
{
    await PoisonChild.RunAsync(poisoned);
    return 0;
}

return args.Any(argument => argument is "-automated" or "@@")
    ? await ConsoleRunner.Run(args)
    : await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
