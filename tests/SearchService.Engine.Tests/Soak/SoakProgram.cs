using System.Globalization;

namespace SearchService.Engine.Tests.Soak;

/// <summary>The soak as a program; the suite runs each part at a fiftieth of its length (<see cref="SoakTests"/>).</summary>
internal static class SoakProgram
{
    private const string Help = """
        usage: dotnet run -c Release --project tests/SearchService.Engine.Tests -- soak [options]
          --minutes N       readers beside a writer that commits every second (10; 0 for none)
          --readers N       so many of them (8)
          --kills N         kills of a process that writes (2000; 0 for none)
          --corruptions N   bytes changed one at a time, with half as many other damages and failing disks besides (20000; 0 for none)
          --seed N          of all that is random (1)
        Ends with 0 when all held, with 1 at the first thing that did not.
        """;

    public static int Main(string[] arguments)
    {
        if (arguments is [KillSoak.WriterVerb, string folder, string seed])
        {
            KillSoak.Write(folder, int.Parse(seed, CultureInfo.InvariantCulture));
            return 0;
        }

        if (arguments.FirstOrDefault() != "soak" || !TryParse(arguments[1..], out Dictionary<string, double> options))
        {
            Console.Error.WriteLine(Help);
            return 2;
        }

        int seedOf = (int)options["--seed"];
        try
        {
            if (options["--minutes"] > 0)
            {
                TimeSpan length = TimeSpan.FromMinutes(options["--minutes"]);
                Console.WriteLine(
                    new ReadersSoak(seedOf, length, TimeSpan.FromSeconds(1), (int)options["--readers"]).Run()
                );
            }

            if (options["--kills"] > 0)
            {
                Console.WriteLine(new KillSoak(seedOf, (int)options["--kills"]).Run());
            }

            if (options["--corruptions"] > 0)
            {
                Console.WriteLine(new CorruptionSoak(seedOf, (int)options["--corruptions"]).Run());
            }

            return 0;
        }
#pragma warning disable CA1031 // Whatever did not hold is what a soak is there to say.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Console.Error.WriteLine(failure);
            return 1;
        }
    }

    private static bool TryParse(string[] given, out Dictionary<string, double> options)
    {
        options = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["--minutes"] = 10,
            ["--readers"] = 8,
            ["--kills"] = 2000,
            ["--corruptions"] = 20_000,
            ["--seed"] = 1,
        };
        for (int i = 0; i < given.Length; i += 2)
        {
            if (
                !options.ContainsKey(given[i])
                || i + 1 == given.Length
                || !double.TryParse(given[i + 1], CultureInfo.InvariantCulture, out double value)
            )
            {
                return false;
            }

            options[given[i]] = value;
        }

        return true;
    }
}
