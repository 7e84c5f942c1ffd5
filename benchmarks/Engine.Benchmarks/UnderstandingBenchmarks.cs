using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Interviews;
using AgentBrain.Infrastructure.Brain;
using AgentBrain.Infrastructure.Understanding;
using BenchmarkDotNet.Attributes;

namespace AgentBrain.Engine.Benchmarks;

/// <summary>Understanding an ordinary answer, a long one and one of 4,000 characters under the sauna pack.</summary>
public class UnderstandingBenchmarks
{
    private const string Lithuanian =
        "Yra šulinys ir elektra, kanalizacijos nėra. Maudysimės keturiese, kartais ateina draugai, gal kokių šešių žmonių. Norėčiau drėgno garo ir vantų, "
        + "terassos ir poilsio kambario, bet baseino nereikia. Krosnis būtų kūrenama malkomis, ne elektra. Kaimynas pasistatė pirtį pernai, dabar nuomoja, "
        + "o mes norim tik sau. Biudžetas apie dvidešimt tūkstančių eurų, daugiau tikrai negalim. Statytume kitais metais, neskubam, sklypas prie ežero, "
        + "aplink miškas ir laukai, kelias žiemą neprivažiuojamas. Temperatūra apie 70-80 laipsnių, plotas kokie 25 kvadratai. ";

    private static readonly BrainDocument _pack = new ShippedBrain().Read();
    private readonly LexicalAnswerInterpreter _interpreter = new();
    private AnswerToInterpret _answer = null!;

    /// <summary>Characters in the answer.</summary>
    [Params(80, 600, 4000)]
    public int Length { get; set; }

    /// <summary>Cuts the answer to its length.</summary>
    [GlobalSetup]
    public async Task Prepare()
    {
        var text = string.Concat(Enumerable.Repeat(Lithuanian, (Length / Lithuanian.Length) + 1))[..Length];
        _answer = new AnswerToInterpret { Brain = _pack, Language = Languages.Lithuanian, Text = text, AskedSlots = ["infrastructure"] };
        if ((await Understand()).Slots.Count == 0)
            throw new InvalidOperationException("The answer should be understood.");
    }

    /// <summary>One answer.</summary>
    [Benchmark(Description = "Understand an answer")]
    public ValueTask<Understanding> Understand() => _interpreter.InterpretAsync(_answer, CancellationToken.None);
}
