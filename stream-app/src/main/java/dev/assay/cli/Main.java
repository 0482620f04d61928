package dev.assay.cli;

/** Entry point of the {@code assay} command. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.out.println(args.length);
    }
}
