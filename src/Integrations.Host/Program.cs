return await Integrations.Host.CommandLine.Commands.RunAsync(args);
